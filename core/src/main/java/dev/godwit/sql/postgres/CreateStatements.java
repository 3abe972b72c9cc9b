package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE of anything. */
final class CreateStatements {
    private static final Set<String> ROLES = Set.of("role", "user", "group");

    private CreateStatements() {}

    static void read(Tokens tokens, Findings findings) {
        tokens.expect("create");
        boolean orReplace = tokens.accept("or", "replace");
        if (tokens.at("unique", "index") || tokens.at("index")) {
            Indexes.create(tokens, findings);
        } else if (tokens.at("function") || tokens.at("procedure")) {
            Routines.create(tokens, orReplace, findings);
        } else if (tokens.at("trigger") || tokens.at("constraint", "trigger")) {
            trigger(tokens, orReplace, findings);
        } else if (tokens.atAny(ROLES) && !tokens.at("user", "mapping")) {
            Rights.createRole(tokens, findings);
        } else if (!relation(tokens, orReplace, findings)) {
            object(tokens, orReplace, findings);
        }
    }

    /** Tables and views, which may be temporary. */
    private static boolean relation(Tokens tokens, boolean orReplace, Findings findings) {
        Tokens ahead = tokens.copy();
        boolean temporary = CreateTables.temporary(ahead);
        boolean unlogged = ahead.accept("unlogged") || ahead.accept("foreign");
        boolean table = ahead.accept("table");
        if (table) {
            CreateTables.read(tokens.skipTo(ahead), temporary, orReplace, findings);
        } else if (ahead.at("materialized", "view")) {
            materializedView(tokens.skipTo(ahead), findings);
        } else if (ahead.at("view") || ahead.at("recursive", "view")) {
            view(tokens.skipTo(ahead), orReplace, findings);
        } else if (ahead.at("sequence") && (temporary || unlogged)) {
            object(tokens.skipTo(ahead), orReplace, findings);
        } else {
            return false;
        }
        return true;
    }

    private static void view(Tokens tokens, boolean orReplace, Findings findings) {
        tokens.accept("recursive");
        tokens.expect("view");
        findings.kind("CREATE VIEW");
        TableName name = tokens.qualifiedName();
        if (orReplace) {
            findings.lock(name, LockLevel.ACCESS_EXCLUSIVE);
        }
        findings.act(new Action.CreateObject(ObjectKind.VIEW, name, orReplace, false));
        tokens.until(token -> token.is("as"));
        tokens.expect("as");
        if (!tokens.atSymbol("(") && !tokens.atAny(StatementReader.NESTED)) {
            throw tokens.unknown();
        }
    }

    private static void materializedView(Tokens tokens, Findings findings) {
        tokens.expect("materialized", "view");
        findings.kind("CREATE MATERIALIZED VIEW");
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        TableName name = tokens.qualifiedName();
        tokens.until(token -> token.is("as"));
        tokens.expect("as");
        findings.act(new Action.CreateObject(ObjectKind.MATERIALIZED_VIEW, name, false, ifNotExists));
        findings.work(Work.SCAN);
        StatementReader.read(tokens, findings);
    }

    private static void trigger(Tokens tokens, boolean orReplace, Findings findings) {
        tokens.accept("constraint");
        tokens.expect("trigger");
        findings.kind("CREATE TRIGGER");
        String name = tokens.name();
        tokens.until(token -> token.is("on"));
        tokens.expect("on");
        TableName table = tokens.qualifiedName();
        findings.act(new Action.CreateTrigger(name, table, orReplace));
        findings.lock(table, LockLevel.SHARE_ROW_EXCLUSIVE);
        tokens.until(token -> token.is("execute"));
        tokens.expect("execute");
    }

    private static void object(Tokens tokens, boolean orReplace, Findings findings) {
        ObjectWords words = ObjectWords.take(tokens);
        findings.kind("CREATE " + words.upper());
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        TableName name = tokens.peek().isName() && !tokens.at("authorization")
                ? tokens.copy().qualifiedName()
                : null;
        findings.act(new Action.CreateObject(words.kind(), name, orReplace, ifNotExists));
        special(words, tokens, name, findings);
    }

    private static void special(ObjectWords words, Tokens tokens, @Nullable TableName name, Findings findings) {
        switch (words.upper()) {
            case "DATABASE", "TABLESPACE" -> findings.outsideTransaction();
            case "SUBSCRIPTION" -> {
                findings.outsideTransaction();
                findings.ask("it copies from another server and makes a slot there");
            }
            case "EXTENSION" -> Extensions.create(name, findings);
            case "LANGUAGE", "FOREIGN DATA WRAPPER", "ACCESS METHOD" ->
                findings.gate("it lets code outside the database run: " + words.upper() + " " + name);
            case "RULE" -> rule(tokens, findings);
            case "POLICY", "STATISTICS", "PUBLICATION" -> lockNamedTable(words, tokens, findings);
            case "SCHEMA" -> schema(tokens);
            case "EVENT TRIGGER" -> findings.ask("an event trigger runs at every DDL statement of everybody");
            default -> tokens.rest();
        }
    }

    private static void schema(Tokens tokens) {
        if (!tokens.at("authorization")) {
            tokens.name();
        }
        if (tokens.accept("authorization")) {
            tokens.name();
        }
        tokens.expectEnd();
    }

    private static void rule(Tokens tokens, Findings findings) {
        tokens.until(token -> token.is("to"));
        tokens.expect("to");
        TableName table = tokens.qualifiedName();
        findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        boolean onSelect = tokens.peek(-3).is("select") || tokens.peek(-2).is("select");
        tokens.until(token -> token.is("do"));
        tokens.expect("do");
        if (tokens.accept("instead") && !onSelect) {
            findings.ask("the rule replaces what others write to " + table);
        }
        tokens.accept("also");
        Findings later = new Findings(true);
        ruleActions(tokens.atSymbol("(") ? tokens.group() : tokens.rest(), later);
        Routines.judgeLater("the rule on " + table, later, findings);
    }

    private static void ruleActions(Tokens actions, Findings later) {
        while (!actions.atEnd()) {
            if (!actions.accept("nothing")) {
                StatementReader.read(actions.until(token -> token.isSymbol(";")), later);
            }
            actions.acceptSymbol(";");
        }
    }

    private static void lockNamedTable(ObjectWords words, Tokens tokens, Findings findings) {
        boolean policy = words.upper().equals("POLICY");
        tokens.until(token -> token.is("on") || token.is("from") || token.is("table"));
        tokens.take();
        if (policy || words.upper().equals("STATISTICS")) {
            findings.lock(
                    tokens.qualifiedName(), policy ? LockLevel.ACCESS_EXCLUSIVE : LockLevel.SHARE_UPDATE_EXCLUSIVE);
        } else if (tokens.peek(-1).is("table")) {
            tokens.list().forEach(part -> {
                part.accept("only");
                findings.lock(part.qualifiedName(), LockLevel.SHARE_UPDATE_EXCLUSIVE);
            });
        }
    }
}
