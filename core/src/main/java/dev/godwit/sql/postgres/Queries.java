package dev.godwit.sql.postgres;

import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Set;

/** SELECT, VALUES, TABLE, and WITH before any statement. */
final class Queries {
    private static final Set<String> ROW_LOCKS = Set.of("update", "share", "no", "key");

    private Queries() {}

    static void read(Tokens tokens, Findings findings) {
        if (tokens.at("with")) {
            with(tokens, findings);
            return;
        }
        findings.kind(tokens.atSymbol("(") ? "SELECT" : tokens.peek().text().toUpperCase(Locale.ROOT));
        if (tokens.accept("table")) {
            tokens.accept("only");
            findings.lock(tokens.qualifiedName(), LockLevel.ACCESS_SHARE);
        }
        findings.act(new Action.Query());
        into(tokens.copy(), findings);
        rowLocks(tokens.copy(), findings);
        Expressions.clauses(tokens, findings);
    }

    private static void with(Tokens tokens, Findings findings) {
        tokens.expect("with");
        tokens.accept("recursive");
        do {
            findings.queryName(tokens.name());
            if (tokens.atSymbol("(")) {
                tokens.group();
            }
            tokens.expect("as");
            tokens.accept("not");
            tokens.accept("materialized");
            kindOfWithBody(tokens, findings);
            tokens.until(token -> token.isSymbol(",") || token.isAny(StatementReader.NESTED) || token.isSymbol("("));
        } while (tokens.acceptSymbol(","));
        StatementReader.read(tokens, findings);
    }

    private static void kindOfWithBody(Tokens tokens, Findings findings) {
        findings.kind("WITH");
        StatementReader.read(tokens.group(), findings);
    }

    /** SELECT ... INTO makes a table, except in plpgsql, where it fills variables. */
    private static void into(Tokens tokens, Findings findings) {
        tokens.until(token -> token.is("into") || token.is("from"));
        if (findings.inBody() || !tokens.accept("into")) {
            return;
        }
        boolean temporary = CreateTables.temporary(tokens);
        tokens.accept("unlogged");
        tokens.accept("table");
        findings.act(CreateTables.fromQuery(tokens.qualifiedName(), temporary));
    }

    private static void rowLocks(Tokens tokens, Findings findings) {
        boolean limited = false;
        while (!tokens.atEnd()) {
            limited |= tokens.at("where") || tokens.at("limit") || tokens.at("fetch");
            if (tokens.at("for") && tokens.peek(1).isAny(ROW_LOCKS) && !limited) {
                findings.ask("it locks every row that it reads, without a WHERE or a LIMIT");
            }
            tokens.skip();
        }
    }
}
