package dev.godwit.sql.postgres;

import dev.godwit.sql.script.PredicateGrammar;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import dev.godwit.sql.script.UnknownShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The tokens of PostgreSQL's statements. */
final class PostgresTokens {
    /** What reading a WHERE clause needs to know. */
    static final PredicateGrammar PREDICATES = new PredicateGrammar(
            Set.of("or"), Set.of("and"), StatementReader.NESTED, constantWords(), Set.of(), UnaryOperator.identity());

    private PostgresTokens() {}

    /**
     * The tokens of a statement.
     *
     * @throws dev.godwit.fault.GodwitException GW-2011 where the lexer refuses it
     * @throws UnknownShapeException where quoted texts have an escape character of their own
     */
    static Tokens of(String script) {
        List<Token> all = new ArrayList<>();
        PostgresLexer lexer = PostgresLexer.of(script, "statement");
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            if (token.kind() == TokenKind.CONTINUED) {
                all.add(joined(script, all.remove(all.size() - 1), token));
            } else if (token.is("uescape")) {
                throw new UnknownShapeException("UESCAPE changes what the text before it means");
            } else if (!token.kind().isTrivia()) {
                all.add(token);
            }
        }
        return Tokens.over(script, all, Literals::name);
    }

    private static Token joined(String script, Token first, Token second) {
        int end = (int) second.position().offset() + second.text().length();
        return new Token(
                TokenKind.STRING, script.substring((int) first.position().offset(), end), first.position());
    }

    private static Set<String> constantWords() {
        return Set.of(
                ("true false null is not and or in like ilike similar to between any all some exists case when then else end"
                                + " distinct from at time zone cast as interval date timestamp array row select unknown"
                                + " current_date current_time current_timestamp localtime localtimestamp current_user"
                                + " session_user user current_role symmetric collate escape")
                        .split(" "));
    }
}
