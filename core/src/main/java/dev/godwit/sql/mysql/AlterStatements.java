package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Set;

/** ALTER of anything but tables, which have a file of their own, and RENAME. */
final class AlterStatements {
    private static final Set<String> BEFORE_VIEW = Set.of("algorithm", "definer", "sql", "view");

    private AlterStatements() {}

    static void read(Tokens tokens, Findings findings) {
        tokens.expect("alter");
        boolean online = tokens.accept("online");
        boolean ignore = tokens.accept("ignore");
        if (tokens.accept("table")) {
            AlterTables.read(tokens, ignore, online, findings);
            return;
        }
        findings.outsideTransaction();
        Tokens ahead = tokens.copy();
        Definer.skip(ahead);
        if (ahead.accept("event")) {
            Routines.alterEvent(tokens.skipTo(ahead), findings);
        } else if (tokens.atAny(BEFORE_VIEW)) {
            CreateStatements.view(tokens, "ALTER VIEW", true, findings);
        } else if (tokens.at("user") || tokens.at("role")) {
            Rights.alterUser(tokens, findings);
        } else {
            object(tokens, findings);
        }
    }

    /** RENAME TABLE and RENAME USER. */
    static void renameAll(Tokens tokens, Findings findings) {
        tokens.expect("rename");
        findings.outsideTransaction();
        if (tokens.accept("user")) {
            findings.kind("RENAME USER");
            findings.act(new Action.ChangeRights(false, false));
            findings.ask("who logs in under the old name no longer can");
            tokens.rest();
            return;
        }
        if (!tokens.accept("table")) {
            tokens.expect("tables");
        }
        findings.kind("RENAME TABLE");
        tokens.accept("if", "exists");
        do {
            TableName from = tokens.qualifiedName();
            WaitClause.skip(tokens);
            tokens.expect("to");
            rename(ObjectKind.TABLE, from, tokens.qualifiedName(), findings);
        } while (tokens.acceptSymbol(","));
        tokens.expectEnd();
    }

    static void rename(ObjectKind kind, TableName name, TableName to, Findings findings) {
        findings.act(new Action.RenameObject(kind, name, to.toString()));
        findings.lock(name, LockLevel.ACCESS_EXCLUSIVE);
        findings.ask(name + " gets the name " + to + ", and code that uses the old one breaks");
    }

    private static void object(Tokens tokens, Findings findings) {
        ObjectWords words = ObjectWords.take(tokens);
        findings.kind("ALTER " + words.upper());
        findings.act(new Action.Other("ALTER " + words.upper()));
        String what = tokens.copy().text();
        switch (words.upper()) {
            case "DATABASE", "SCHEMA", "PROCEDURE", "FUNCTION", "PACKAGE" -> tokens.rest();
            case "SEQUENCE" -> {
                tokens.accept("if", "exists");
                findings.lock(tokens.qualifiedName(), LockLevel.ACCESS_EXCLUSIVE);
            }
            case "RESOURCE GROUP" -> findings.ask("which processors sessions get is changed: " + what);
            default -> findings.ask(words.upper() + " is changed for the whole server: " + what);
        }
        tokens.rest();
    }
}
