package dev.godwit.sql.mysql;

import dev.godwit.sql.script.PredicateGrammar;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import dev.godwit.sql.script.UnknownShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The tokens of a statement, once for each way in which servers may read it: the code of an executable comment that only
 * some versions run is there in one reading and missing in another.
 */
final class MysqlTokens {
    /** Each doubles the readings. */
    private static final int MOST_DOUBTFUL_COMMENTS = 4;

    /** MariaDB skips comments for MySQL from 5.7 on; both run what is for older versions. */
    private static final int FIRST_DOUBTFUL_VERSION = 50_700;

    private static final int LONGEST_VERSION = 5;

    /** What reading a WHERE clause needs to know; which names differ only in case, the server's files decide. */
    static final PredicateGrammar PREDICATES = new PredicateGrammar(
            Set.of("or", "||"),
            Set.of("and", "&&"),
            StatementReader.NESTED,
            Set.of(
                    ("true false null is not and or xor in like similar to between any all some exists case when then else"
                                    + " end at as interval date time timestamp row select unknown current_date current_time"
                                    + " current_timestamp localtime localtimestamp utc_date utc_time utc_timestamp"
                                    + " current_user collate escape binary div mod regexp rlike sounds against second"
                                    + " minute hour day week month quarter year microsecond")
                            .split(" ")),
            Set.of(
                    ("json_contains json_contains_path json_exists json_overlaps json_valid find_in_set isnull regexp_like"
                                    + " match instr locate is_ipv4 is_ipv6 st_contains st_intersects st_within st_equals"
                                    + " mbrcontains mbrintersects mbrwithin")
                            .split(" ")),
            name -> name.toLowerCase(Locale.ROOT));

    private MysqlTokens() {}

    /**
     * All readings of a text.
     *
     * @throws dev.godwit.fault.GodwitException GW-2011 where the lexer refuses it
     * @throws UnknownShapeException where there are too many
     */
    static List<Tokens> readings(String script) {
        List<Token> all = all(script);
        List<Token> doubtful = all.stream().filter(MysqlTokens::opensDoubtful).toList();
        if (doubtful.size() > MOST_DOUBTFUL_COMMENTS) {
            throw new UnknownShapeException("it holds more than " + MOST_DOUBTFUL_COMMENTS
                    + " executable comments that only some versions run");
        }
        List<Tokens> readings = new ArrayList<>();
        for (int skipped = 0; skipped < 1 << doubtful.size(); skipped++) {
            readings.add(Tokens.over(script, without(all, skipped), Literals::name));
        }
        return readings;
    }

    /** Whether a hint of the statement sets a variable for it. */
    static boolean hintSetsVariable(String script) {
        MysqlLexer lexer = MysqlLexer.of(script, "statement");
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            if (token.kind() == TokenKind.COMMENT
                    && token.text().startsWith("/*+")
                    && token.lower().contains("set_var")) {
                return true;
            }
        }
        return false;
    }

    private static List<Token> all(String script) {
        List<Token> all = new ArrayList<>();
        MysqlLexer lexer = MysqlLexer.of(script, "statement");
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            if (!token.kind().isTrivia()) {
                all.add(token);
            }
        }
        return all;
    }

    /** @param skipped a bit for each doubtful comment, set where its code is left out */
    private static List<Token> without(List<Token> all, int skipped) {
        List<Token> kept = new ArrayList<>();
        int comment = 0;
        boolean skipping = false;
        for (Token token : all) {
            if (opensDoubtful(token)) {
                skipping = (skipped >> comment & 1) == 1;
                comment++;
            } else if (token.kind() == TokenKind.CONDITION) {
                skipping = false;
            } else if (!skipping) {
                kept.add(token);
            }
        }
        return kept;
    }

    private static boolean opensDoubtful(Token token) {
        if (token.kind() != TokenKind.CONDITION || token.text().equals("*/")) {
            return false;
        }
        String version = token.text().replaceAll("\\D", "");
        return token.text().startsWith("/*M")
                || version.length() > LONGEST_VERSION
                || (!version.isEmpty() && Integer.parseInt(version) >= FIRST_DOUBTFUL_VERSION);
    }
}
