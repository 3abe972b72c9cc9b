package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import dev.godwit.sql.script.UnknownShapeException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** DO, CALL, CREATE FUNCTION and CREATE PROCEDURE. */
final class Routines {
    /** Their code runs outside the rules of the database. */
    private static final Set<String> UNTRUSTED = Set.of("c", "internal");

    private Routines() {}

    static void runBlock(Tokens tokens, Findings findings) {
        tokens.expect("do");
        findings.kind("DO");
        String language = "plpgsql";
        String body = null;
        while (!tokens.atEnd()) {
            if (tokens.accept("language")) {
                language = language(tokens);
            } else if (tokens.peek().kind() == TokenKind.STRING && body == null) {
                body = Literals.string(tokens.take());
            } else {
                throw tokens.unknown();
            }
        }
        if (body == null) {
            throw tokens.unknown();
        }
        if (!language.equals("plpgsql")) {
            findings.opaque("a DO block in " + language);
            return;
        }
        Tokens code = PostgresTokens.of(body);
        findings.nestedBody(() -> new PlpgsqlBody(findings).read(code));
    }

    static void call(Tokens tokens, Findings findings) {
        tokens.expect("call");
        findings.kind("CALL");
        findings.opaque("a call of " + tokens.qualifiedName() + "()");
        Expressions.scan(tokens, findings);
    }

    /** @param tokens stand at FUNCTION or PROCEDURE */
    static void create(Tokens tokens, boolean orReplace, Findings findings) {
        boolean function = tokens.take().is("function");
        findings.kind(function ? "CREATE FUNCTION" : "CREATE PROCEDURE");
        TableName name = tokens.qualifiedName();
        tokens.group();
        findings.act(
                new Action.CreateObject(function ? ObjectKind.FUNCTION : ObjectKind.PROCEDURE, name, orReplace, false));
        boolean trigger = false;
        String language = "sql";
        String body = null;
        while (!tokens.atEnd()) {
            trigger |= tokens.at("returns", "trigger") || tokens.at("returns", "event_trigger");
            if (tokens.accept("language")) {
                language = language(tokens);
            } else if (tokens.accept("as") && tokens.peek().kind() == TokenKind.STRING) {
                body = Literals.string(tokens.take());
            } else {
                tokens.skip();
            }
        }
        if (UNTRUSTED.contains(language) || (language.startsWith("pl") && language.endsWith("u"))) {
            findings.gate("the routine " + name + " is written in " + language + " and may do anything on the server");
        }
        if (trigger && body != null) {
            triggerBody(name, PostgresTokens.of(body), findings);
        }
    }

    /** A trigger runs whenever others write: what its body destroys without bound is judged where it is made. */
    private static void triggerBody(TableName name, Tokens body, Findings findings) {
        Findings later = new Findings(true);
        try {
            new PlpgsqlBody(later).read(body);
        } catch (UnknownShapeException e) {
            findings.ask("the body of the trigger function " + name + " is not understood: " + e.getMessage());
        }
        judgeLater("the trigger function " + name, later, findings);
    }

    /** Judges what {@code who} will do when others write: what is destroyed then without bound. */
    static void judgeLater(String who, Findings later, Findings findings) {
        for (Action action : later.actions()) {
            if (destroys(action)) {
                findings.gate(who + " destroys whole tables or columns whenever it fires");
            } else if (action instanceof Action.Opaque) {
                findings.ask(who + " runs what cannot be told by reading");
            }
        }
    }

    private static boolean destroys(Action action) {
        List<ObjectKind> kept = List.of(ObjectKind.INDEX, ObjectKind.VIEW, ObjectKind.TRIGGER, ObjectKind.FUNCTION);
        return (action instanceof Action.Delete delete && !delete.bounded())
                || (action instanceof Action.Update update && !update.bounded())
                || action instanceof Action.Truncate
                || action instanceof Action.DropColumn
                || (action instanceof Action.DropObject drop && !kept.contains(drop.object()));
    }

    private static String language(Tokens tokens) {
        boolean quoted = tokens.peek().kind() == TokenKind.STRING;
        return (quoted ? Literals.string(tokens.take()) : tokens.name()).toLowerCase(Locale.ROOT);
    }
}
