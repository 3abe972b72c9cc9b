package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Set;

/** ALTER of anything but tables and indexes, which have files of their own. */
final class AlterStatements {
    private static final Set<String> ROLES = Set.of("role", "user", "group");
    /** Renaming one of these breaks no statement of an application. */
    private static final Set<ObjectKind> SILENTLY_RENAMED =
            Set.of(ObjectKind.INDEX, ObjectKind.CONSTRAINT, ObjectKind.TRIGGER, ObjectKind.RULE, ObjectKind.POLICY);

    private AlterStatements() {}

    static void read(Tokens tokens, Findings findings) {
        tokens.expect("alter");
        if (tokens.accept("table") || tokens.accept("foreign", "table")) {
            AlterTables.read(tokens, findings);
        } else if (tokens.accept("index")) {
            findings.kind("ALTER INDEX");
            Indexes.alter(tokens, findings);
        } else if (tokens.accept("system")) {
            findings.kind("ALTER SYSTEM");
            findings.outsideTransaction();
            findings.act(new Action.Other("ALTER SYSTEM"));
            findings.ask("it changes the configuration of the whole server");
        } else if (tokens.accept("default", "privileges")) {
            Rights.alterDefaults(tokens, findings);
        } else if (tokens.atAny(ROLES) && !tokens.at("user", "mapping")) {
            Rights.alterRole(tokens, findings);
        } else {
            object(tokens, findings);
        }
    }

    /** Takes {@code TO name}; renames as far as running code notices. */
    static void rename(ObjectKind kind, TableName name, String to, Findings findings) {
        findings.act(new Action.RenameObject(kind, name, to));
        if (!SILENTLY_RENAMED.contains(kind)) {
            findings.ask(name + " gets the name " + to + ", and code that uses the old one breaks");
        }
    }

    private static void object(Tokens tokens, Findings findings) {
        ObjectWords words = ObjectWords.take(tokens);
        findings.kind("ALTER " + words.upper());
        tokens.accept("if", "exists");
        TableName name = name(tokens);
        lock(words.kind(), name, findings);
        if (renameOrMove(words, name, tokens, findings)) {
            tokens.expectEnd();
            return;
        }
        switch (words.upper()) {
            case "TYPE" -> Types.alterType(tokens, name, findings);
            case "DOMAIN" -> Types.alterDomain(tokens, name, findings);
            case "DATABASE" -> database(tokens, findings);
            case "EXTENSION", "POLICY", "SUBSCRIPTION", "SERVER", "USER MAPPING", "FOREIGN DATA WRAPPER" ->
                findings.ask("what " + words.upper() + " " + name + " lets others do is changed");
            case "PUBLICATION" -> publication(tokens, name, findings);
            default -> column(words, name, tokens, findings);
        }
        findings.act(new Action.Other("ALTER " + words.upper()));
    }

    private static TableName name(Tokens tokens) {
        TableName name = tokens.at("for") ? TableName.of("user mapping") : tokens.qualifiedName();
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        return name;
    }

    private static void lock(ObjectKind kind, TableName name, Findings findings) {
        if (kind == ObjectKind.VIEW || kind == ObjectKind.MATERIALIZED_VIEW) {
            findings.lock(name, LockLevel.ACCESS_EXCLUSIVE);
        } else if (kind == ObjectKind.SEQUENCE) {
            findings.lock(name, LockLevel.SHARE_ROW_EXCLUSIVE);
        }
    }

    private static boolean renameOrMove(ObjectWords words, TableName name, Tokens tokens, Findings findings) {
        if (tokens.at("on")) {
            tokens.take();
            findings.lock(tokens.qualifiedName(), LockLevel.ACCESS_EXCLUSIVE);
        }
        if (tokens.accept("rename", "to")) {
            rename(words.kind(), name, tokens.name(), findings);
        } else if (tokens.accept("set", "schema")) {
            rename(words.kind(), name, tokens.name() + "." + name.name(), findings);
        } else if (tokens.accept("owner", "to")) {
            tokens.name();
            findings.act(new Action.Other("OWNER TO"));
        } else {
            return false;
        }
        return true;
    }

    private static void column(ObjectWords words, TableName name, Tokens tokens, Findings findings) {
        if (tokens.accept("rename")) {
            tokens.accept("column");
            String from = tokens.name();
            tokens.expect("to");
            String to = tokens.name();
            findings.act(new Action.RenameColumn(name, from, to));
            findings.ask("the column " + from + " of " + name + " gets the name " + to
                    + ", and code that uses the old one breaks");
        } else if (words.kind() == ObjectKind.OTHER && words.upper().contains("LANGUAGE")) {
            findings.gate("what " + name + " may do is changed");
        }
        tokens.rest();
    }

    private static void database(Tokens tokens, Findings findings) {
        if (tokens.at("set", "tablespace")) {
            findings.outsideTransaction();
            findings.work(Work.REWRITE);
            findings.ask("every connection to the database must end for it");
        } else if (tokens.accept("set")) {
            Settings.judgeAssignment(tokens, findings);
        } else {
            findings.ask("who may connect to the database, and how, is changed");
        }
    }

    private static void publication(Tokens tokens, TableName name, Findings findings) {
        if (!tokens.accept("add")) {
            findings.ask("subscribers of " + name + " may stop receiving tables");
        } else if (tokens.accept("table")) {
            tokens.accept("only");
            findings.lock(tokens.qualifiedName(), LockLevel.SHARE_UPDATE_EXCLUSIVE);
        }
    }
}
