package dev.godwit.sql.postgres;

import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.Set;

/**
 * Reads a body of plpgsql as a flat row of statements: which branch runs is not asked, so every one counts. Statements of
 * SQL are read by their shapes; of the control statements only the expressions matter.
 */
final class PlpgsqlBody {
    private static final Set<String> SKIPPED =
            Set.of("end", "exit", "continue", "null", "get", "fetch", "move", "close");
    private static final Set<String> OPENING = Set.of("begin", "else", "declare", "loop", "exception");
    private static final Set<String> BEFORE_THEN = Set.of("if", "elsif", "elseif", "when", "case");
    private static final Set<String> BEFORE_LOOP = Set.of("for", "foreach", "while");

    private final Findings findings;

    PlpgsqlBody(Findings findings) {
        this.findings = findings;
    }

    /** @throws UnknownShapeException where a statement is not understood */
    void read(Tokens tokens) {
        boolean declaring = false;
        while (!tokens.atEnd()) {
            if (tokens.atAny(OPENING)) {
                declaring = tokens.take().is("declare");
            } else if (tokens.acceptSymbol("#")) {
                compilerOption(tokens);
            } else if (tokens.acceptSymbol("<<")) {
                tokens.until(token -> token.isSymbol(">>"));
                tokens.take();
            } else if (tokens.atAny(BEFORE_THEN)) {
                condition(tokens);
            } else if (tokens.atAny(BEFORE_LOOP)) {
                loop(tokens);
            } else {
                Tokens statement = tokens.until(token -> token.isSymbol(";"));
                if (declaring) {
                    Expressions.scan(statement, findings);
                } else {
                    statement(statement);
                }
            }
            tokens.acceptSymbol(";");
        }
    }

    /** {@code #variable_conflict use_column} */
    private static void compilerOption(Tokens tokens) {
        tokens.name();
        tokens.name();
    }

    /** Everything up to the THEN that is not of a CASE expression. */
    private void condition(Tokens tokens) {
        tokens.take();
        int[] cases = {0};
        Tokens condition = tokens.until(token -> {
            cases[0] += token.is("case") ? 1 : token.is("end") ? -1 : 0;
            return (cases[0] <= 0 && token.is("then")) || token.isSymbol(";");
        });
        Expressions.scan(condition, findings);
        tokens.expect("then");
    }

    private void loop(Tokens tokens) {
        tokens.take();
        Tokens head = tokens.until(token -> token.is("loop") || token.isSymbol(";"));
        tokens.expect("loop");
        Expressions.scan(head.until(token -> token.is("in") || token.is("array")), findings);
        if (!head.accept("in")) {
            Expressions.scan(head, findings);
            return;
        }
        if (head.at("execute")) {
            dynamic(head);
        } else if (head.atAny(StatementReader.NESTED) || head.at("explain")) {
            StatementReader.read(head, findings);
        } else {
            Expressions.scan(head, findings);
        }
    }

    private void statement(Tokens statement) {
        if (statement.atEnd() || statement.atAny(SKIPPED)) {
            return;
        }
        if (statement.at("execute")) {
            dynamic(statement);
        } else if (statement.accept("perform")) {
            Expressions.clauses(statement, findings);
        } else if (statement.accept("return", "query")) {
            runQuery(statement);
        } else if (statement.at("open")) {
            statement.until(token -> token.is("for"));
            statement.accept("for");
            runQuery(statement);
        } else if (statement.accept("return") || statement.accept("raise") || statement.accept("assert")) {
            Expressions.scan(statement, findings);
        } else if (statement.at("commit") || statement.at("rollback")) {
            findings.outsideTransaction();
        } else if (isAssignment(statement.copy())) {
            Expressions.scan(statement, findings);
        } else {
            StatementReader.read(statement, findings);
        }
    }

    private void runQuery(Tokens query) {
        if (query.at("execute")) {
            dynamic(query);
        } else if (!query.atEnd()) {
            StatementReader.read(query, findings);
        }
    }

    /** EXECUTE: a constant is read as what it says; any other text is built while it runs. */
    private void dynamic(Tokens statement) {
        statement.expect("execute");
        Tokens text = statement.until(token -> token.is("into") || token.is("using"));
        Expressions.scan(statement, findings);
        if (text.size() != 1 || text.peek().kind() != TokenKind.STRING) {
            Expressions.scan(text.copy(), findings);
            findings.opaque("EXECUTE of a text that is built while it runs");
            return;
        }
        Tokens code = PostgresTokens.of(Literals.string(text.take()));
        while (!code.atEnd()) {
            StatementReader.read(code.until(token -> token.isSymbol(";")), findings);
            code.acceptSymbol(";");
        }
    }

    private static boolean isAssignment(Tokens tokens) {
        if (!tokens.peek().isName()) {
            return false;
        }
        tokens.take();
        while (tokens.atSymbol(".") || tokens.atSymbol("[")) {
            if (tokens.acceptSymbol(".")) {
                tokens.take();
            } else {
                tokens.group();
            }
        }
        return tokens.atSymbol(":=") || tokens.atSymbol("=");
    }
}
