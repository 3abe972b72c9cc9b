package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import dev.godwit.sql.script.UnknownShapeException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Procedures, functions, triggers and events, CALL and compound statements that stand alone. What a trigger, event or routine
 * destroys without bound is judged where it is made; what it runs that reading cannot tell counts for triggers and events,
 * which nobody calls, while a CALL is judged as one.
 */
final class Routines {
    private static final Set<String> KINDS =
            Set.of("procedure", "function", "aggregate", "trigger", "event", "package");
    private static final Set<String> TYPE_WORDS = Set.of(
            ("unsigned signed zerofill precision varying ascii unicode byte character char charset set collate binary type of"
                            + " row")
                    .split(" "));
    private static final Set<String> CHARACTERISTICS = Set.of(
            "comment",
            "language",
            "sql",
            "not",
            "deterministic",
            "contains",
            "no",
            "reads",
            "modifies",
            "data",
            "security",
            "definer",
            "invoker");

    private Routines() {}

    /** Whether one of them follows CREATE and DEFINER. */
    static boolean isNext(Tokens tokens) {
        return tokens.atAny(KINDS);
    }

    /** @param tokens stand at what is made */
    static void create(Tokens tokens, boolean orReplace, Findings findings) {
        tokens.accept("aggregate");
        String kind = tokens.take().lower();
        findings.kind("CREATE " + kind.toUpperCase(Locale.ROOT));
        if (kind.equals("package")) {
            findings.opaque("a package");
            tokens.rest();
            return;
        }
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        TableName name = tokens.qualifiedName();
        switch (kind) {
            case "trigger" -> trigger(name, orReplace, tokens, findings);
            case "event" -> {
                findings.act(new Action.CreateObject(ObjectKind.OTHER, name, orReplace, ifNotExists));
                tokens.until(token -> token.is("do"));
                tokens.expect("do");
                body("the event " + name, true, tokens, findings);
            }
            default -> {
                ObjectKind object = kind.equals("function") ? ObjectKind.FUNCTION : ObjectKind.PROCEDURE;
                findings.act(new Action.CreateObject(object, name, orReplace, ifNotExists));
                routine("the " + kind + " " + name, tokens, findings);
            }
        }
    }

    /** @param tokens stand behind EVENT */
    static void alterEvent(Tokens tokens, Findings findings) {
        findings.kind("ALTER EVENT");
        TableName name = tokens.qualifiedName();
        findings.act(new Action.Other("ALTER EVENT"));
        tokens.until(token -> token.is("do"));
        if (tokens.accept("do")) {
            body("the event " + name, true, tokens, findings);
        }
    }

    static void call(Tokens tokens, Findings findings) {
        tokens.expect("call");
        findings.kind("CALL");
        findings.opaque("a call of " + tokens.qualifiedName() + "()");
        findings.outsideTransaction();
        Expressions.scan(tokens, findings);
    }

    /** BEGIN NOT ATOMIC, IF, LOOP and their kin outside a routine (MariaDB): they run now. */
    static void runBlock(Tokens tokens, Findings findings) {
        findings.kind(
                tokens.at("begin") ? "BEGIN NOT ATOMIC" : tokens.peek().lower().toUpperCase(Locale.ROOT));
        findings.outsideTransaction();
        findings.nestedBody(() -> new RoutineBody(findings).read(tokens));
    }

    private static void trigger(TableName name, boolean orReplace, Tokens tokens, Findings findings) {
        tokens.until(token -> token.is("on"));
        tokens.expect("on");
        TableName table = tokens.qualifiedName();
        findings.act(new Action.CreateTrigger(name.name(), table, orReplace));
        findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        tokens.expect("for", "each", "row");
        if (tokens.accept("follows") || tokens.accept("precedes")) {
            tokens.name();
        }
        body("the trigger " + name, true, tokens, findings);
    }

    /** @param tokens stand behind the name */
    private static void routine(String who, Tokens tokens, Findings findings) {
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        if (tokens.accept("returns")) {
            type(tokens);
        }
        if (tokens.accept("soname")) {
            findings.gate(who + " is code outside the database and may do anything on the server");
            tokens.rest();
            return;
        }
        while (tokens.atAny(CHARACTERISTICS) || tokens.peek().kind() == TokenKind.STRING) {
            tokens.take();
        }
        if (tokens.at("as") || tokens.atEnd()) {
            throw tokens.unknown();
        }
        body(who, false, tokens, findings);
    }

    private static void type(Tokens tokens) {
        tokens.take();
        while (tokens.atSymbol("(") || tokens.atAny(TYPE_WORDS)) {
            boolean named = tokens.at("charset")
                    || tokens.at("collate")
                    || (tokens.at("set") && !tokens.peek(1).isSymbol("("));
            tokens.skip();
            if (named) {
                tokens.take();
            }
        }
    }

    /** @param fires whether it runs without anybody calling it */
    private static void body(String who, boolean fires, Tokens body, Findings findings) {
        Findings later = new Findings(true);
        try {
            new RoutineBody(later).read(body);
        } catch (UnknownShapeException e) {
            findings.ask("the body of " + who + " is not understood: " + e.getMessage());
        }
        for (Action action : later.actions()) {
            if (destroys(action)) {
                findings.gate(who + " destroys whole tables or columns whenever it runs");
            } else if (action instanceof Action.Opaque && fires) {
                findings.ask(who + " runs what cannot be told by reading");
            }
        }
        body.rest();
    }

    private static boolean destroys(Action action) {
        List<ObjectKind> kept = List.of(
                ObjectKind.INDEX, ObjectKind.VIEW, ObjectKind.TRIGGER, ObjectKind.FUNCTION, ObjectKind.PROCEDURE);
        return (action instanceof Action.Delete delete && !delete.bounded())
                || (action instanceof Action.Update update && !update.bounded())
                || action instanceof Action.Truncate
                || action instanceof Action.DropColumn
                || (action instanceof Action.DropObject drop && !kept.contains(drop.object()));
    }
}
