package dev.godwit.sql.mysql;

import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Set;

/** SELECT, VALUES, TABLE, and WITH before any statement. */
final class Queries {
    private static final Set<String> AFTER_WITH =
            Set.of("select", "values", "table", "update", "delete", "insert", "replace");

    private Queries() {}

    static void read(Tokens tokens, Findings findings) {
        if (tokens.at("with")) {
            with(tokens, findings);
            return;
        }
        findings.kind(tokens.atSymbol("(") ? "SELECT" : tokens.peek().text().toUpperCase(Locale.ROOT));
        if (tokens.accept("table")) {
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
        findings.kind("WITH");
        do {
            findings.queryName(tokens.name());
            if (tokens.atSymbol("(")) {
                tokens.group();
            }
            tokens.expect("as");
            Tokens query = tokens.group();
            findings.nested(() -> StatementReader.read(query, findings));
            tokens.until(token -> token.isSymbol(",") || token.isAny(AFTER_WITH) || token.isSymbol("("));
        } while (tokens.acceptSymbol(","));
        StatementReader.read(tokens, findings);
    }

    /** SELECT ... INTO fills variables, or writes a file of the server. */
    private static void into(Tokens tokens, Findings findings) {
        while (!tokens.atEnd()) {
            if (tokens.accept("into") && (tokens.at("outfile") || tokens.at("dumpfile"))) {
                findings.refuse(
                        "INTO " + tokens.peek().text().toUpperCase(Locale.ROOT) + " writes a file of the server");
            }
            tokens.take();
        }
    }

    private static void rowLocks(Tokens tokens, Findings findings) {
        boolean limited = false;
        while (!tokens.atEnd()) {
            limited |= tokens.at("where") || tokens.at("limit") || tokens.at("fetch");
            boolean locking =
                    tokens.at("for", "update") || tokens.at("for", "share") || tokens.at("lock", "in", "share");
            if (locking && !limited) {
                findings.ask("it locks every row that it reads, without a WHERE or a LIMIT");
            }
            tokens.skip();
        }
    }
}
