package dev.godwit.sql.mysql;

import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.Tokens;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a body as a flat row of statements: which branch runs is not asked, so every one counts. Statements of SQL are read
 * by their shapes; of the control statements only the expressions matter.
 */
final class RoutineBody {
    private static final Set<String> OPENING = Set.of("begin", "else", "loop", "repeat");
    private static final Set<String> BEFORE_THEN = Set.of("if", "elseif", "when", "case");
    private static final Set<String> SKIPPED =
            Set.of("end", "leave", "iterate", "fetch", "close", "open", "get", "exit", "continue", "null");
    private static final Set<String> SCANNED = Set.of("return", "signal", "resignal");
    private static final Set<String> CONDITIONS =
            Set.of("sqlstate", "value", "sqlwarning", "sqlexception", "not", "found");

    private final Findings findings;

    RoutineBody(Findings findings) {
        this.findings = findings;
    }

    /** @throws dev.godwit.sql.script.UnknownShapeException where a statement is not understood */
    void read(Tokens tokens) {
        while (!tokens.atEnd()) {
            if (tokens.atAny(OPENING)) {
                tokens.take();
                tokens.accept("not", "atomic");
            } else if (tokens.peek(1).isSymbol(":")) {
                tokens.name();
                tokens.acceptSymbol(":");
            } else if (tokens.atAny(BEFORE_THEN)) {
                head(tokens, "then");
            } else if (tokens.at("while")) {
                head(tokens, "do");
            } else if (tokens.at("for")) {
                loop(tokens);
            } else if (tokens.at("until")) {
                until(tokens);
            } else if (tokens.accept("declare")) {
                declaration(tokens);
            } else {
                statement(tokens.until(token -> token.isSymbol(MysqlLexer.SEMICOLON)));
            }
            tokens.acceptSymbol(MysqlLexer.SEMICOLON);
        }
    }

    /** Everything up to the word that is not of a CASE expression. */
    private void head(Tokens tokens, String last) {
        tokens.take();
        Tokens condition = tokens.until(outsideCase(last));
        Expressions.scan(condition, findings);
        tokens.expect(last);
    }

    private void loop(Tokens tokens) {
        tokens.take();
        tokens.name();
        tokens.expect("in");
        Tokens range = tokens.until(outsideCase("do"));
        tokens.expect("do");
        if (range.atSymbol("(") && range.peek(1).isAny(StatementReader.NESTED)) {
            StatementReader.read(range.group(), findings);
        }
        Expressions.scan(range, findings);
    }

    /** {@code UNTIL condition END REPEAT}. */
    private void until(Tokens tokens) {
        tokens.take();
        Expressions.scan(tokens.until(outsideCase("end")), findings);
        tokens.until(token -> token.isSymbol(MysqlLexer.SEMICOLON));
    }

    private void declaration(Tokens tokens) {
        Tokens ahead = tokens.copy().until(token -> token.isSymbol(MysqlLexer.SEMICOLON));
        boolean handler = tokens.peek(1).is("handler");
        boolean cursor = tokens.peek(1).is("cursor");
        if (!handler && !cursor) {
            Expressions.scan(ahead, findings);
            tokens.until(token -> token.isSymbol(MysqlLexer.SEMICOLON));
            return;
        }
        tokens.until(token -> token.is("for"));
        tokens.expect("for");
        if (cursor) {
            StatementReader.read(tokens.until(token -> token.isSymbol(MysqlLexer.SEMICOLON)), findings);
        } else {
            conditions(tokens);
        }
    }

    /** Takes the conditions of a handler; the statement behind them is read as any other. */
    private static void conditions(Tokens tokens) {
        do {
            boolean named = !tokens.atAny(CONDITIONS);
            if (named) {
                tokens.take();
            } else if (tokens.accept("sqlstate")) {
                tokens.accept("value");
                tokens.take();
            } else if (!tokens.accept("not", "found")) {
                tokens.take();
            }
        } while (tokens.acceptSymbol(","));
    }

    private void statement(Tokens statement) {
        if (statement.atEnd() || statement.atAny(SKIPPED)) {
            return;
        }
        if (statement.atAny(SCANNED)) {
            statement.take();
            Expressions.scan(statement, findings);
        } else {
            StatementReader.read(statement, findings);
        }
    }

    private static Predicate<Token> outsideCase(String word) {
        int[] cases = {0};
        return token -> {
            boolean found = cases[0] <= 0 && token.is(word);
            cases[0] += token.is("case") ? 1 : token.is("end") ? -1 : 0;
            return found || token.isSymbol(MysqlLexer.SEMICOLON);
        };
    }
}
