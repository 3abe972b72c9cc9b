package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Set;

/** CREATE of anything. */
final class CreateStatements {
    private static final Set<String> BEFORE_VIEW = Set.of("algorithm", "sql", "view");

    private CreateStatements() {}

    static void read(Tokens tokens, Findings findings) {
        tokens.expect("create");
        boolean orReplace = tokens.accept("or", "replace");
        if (tokens.at("table") || tokens.at("temporary", "table")) {
            boolean temporary = tokens.accept("temporary");
            tokens.expect("table");
            CreateTables.read(tokens, temporary, orReplace, findings);
            return;
        }
        findings.outsideTransaction();
        if (Indexes.isNext(tokens)) {
            Indexes.create(tokens, orReplace, findings);
            return;
        }
        Tokens ahead = tokens.copy();
        Definer.skip(ahead);
        if (tokens.atAny(BEFORE_VIEW) || ahead.at("sql") || ahead.at("view")) {
            view(tokens, "CREATE VIEW", orReplace, findings);
        } else if (Routines.isNext(ahead)) {
            Routines.create(tokens.skipTo(ahead), orReplace, findings);
        } else if (tokens.at("user") || tokens.at("role")) {
            Rights.createUser(tokens, orReplace, findings);
        } else {
            object(tokens, orReplace, findings);
        }
    }

    /** @param tokens stand at ALGORITHM, DEFINER, SQL SECURITY or VIEW */
    static void view(Tokens tokens, String command, boolean orReplace, Findings findings) {
        findings.kind(command);
        tokens.until(token -> token.is("view"));
        tokens.expect("view");
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        TableName name = tokens.qualifiedName();
        if (orReplace) {
            findings.lock(name, LockLevel.ACCESS_EXCLUSIVE);
        }
        findings.act(new Action.CreateObject(ObjectKind.VIEW, name, orReplace, ifNotExists));
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        tokens.expect("as");
        if (!tokens.atSymbol("(") && !tokens.atAny(StatementReader.NESTED)) {
            throw tokens.unknown();
        }
    }

    private static void object(Tokens tokens, boolean orReplace, Findings findings) {
        ObjectWords words = ObjectWords.take(tokens);
        findings.kind("CREATE " + words.upper());
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        TableName name = tokens.peek().canName() ? tokens.copy().qualifiedName() : null;
        findings.act(new Action.CreateObject(words.kind(), name, orReplace, ifNotExists));
        if (orReplace && (words.kind() == ObjectKind.DATABASE || words.kind() == ObjectKind.SEQUENCE)) {
            findings.gate("OR REPLACE drops " + words.upper() + " " + name + " where it exists");
        }
        switch (words.upper()) {
            case "SERVER" -> findings.ask("another server can be reached");
            case "TABLESPACE", "UNDO TABLESPACE", "LOGFILE GROUP" ->
                findings.ask("a file of the server is made: " + tokens.copy().text());
            case "LIBRARY" -> findings.ask("code that is not SQL is stored");
            default -> tokens.rest();
        }
    }
}
