package dev.godwit.sql.mysql;

import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What sql_mode changes about reading a script. */
final class SqlModes {
    static final String VARIABLE = "sql_mode";

    /** Under these a backslash or a double quote means something else. */
    private static final Set<String> OTHER_LEXING =
            Set.of("no_backslash_escapes", "ansi_quotes", "ansi", "db2", "maxdb", "mssql", "oracle", "postgresql");

    /** Under these values that do not fit are errors. */
    private static final Set<String> STRICT = Set.of("strict_trans_tables", "strict_all_tables", "traditional");

    /** Modes that change no statement's meaning. */
    private static final Set<String> HARMLESS = Set.of(
            "strict_trans_tables",
            "strict_all_tables",
            "traditional",
            "only_full_group_by",
            "no_zero_in_date",
            "no_zero_date",
            "error_for_division_by_zero",
            "no_engine_substitution",
            "no_auto_create_user",
            "no_auto_value_on_zero",
            "no_unsigned_subtraction",
            "time_truncate_fractional",
            "time_round_fractional",
            "");

    private SqlModes() {}

    /** Whether texts with backslashes may be read in another way after a statement; empty where it changes nothing. */
    static Optional<Boolean> escapesDoubtfulAfter(String statement) {
        if (!statement.toLowerCase(Locale.ROOT).contains(VARIABLE)) {
            return Optional.empty();
        }
        Optional<Boolean> doubtful = Optional.empty();
        List<Token> tokens = words(statement);
        for (int i = 0; i < tokens.size() - 1 && tokens.get(0).is("set"); i++) {
            boolean assigned =
                    tokens.get(i + 1).isSymbol("=") || tokens.get(i + 1).isSymbol(":=");
            if (assigned
                    && tokens.get(i).lower().replaceFirst("^@@(\\w+\\.)?", "").equals(VARIABLE)) {
                List<Token> value = tokens.subList(Math.min(i + 2, tokens.size()), Math.min(i + 4, tokens.size()));
                doubtful = Optional.of(!isKnown(value) || changesLexing(Literals.string(value.get(0))));
            }
        }
        return doubtful;
    }

    /** Whether a list of modes changes where texts end. */
    static boolean changesLexing(String modes) {
        return list(modes).stream().anyMatch(OTHER_LEXING::contains);
    }

    /** Whether values that do not fit stay errors under a list of modes. */
    static boolean isStrict(String modes) {
        return list(modes).stream().anyMatch(STRICT::contains);
    }

    /** Whether a list holds only modes that change no statement's meaning. */
    static boolean isHarmless(String modes) {
        return HARMLESS.containsAll(list(modes));
    }

    private static List<String> list(String modes) {
        return Arrays.asList(modes.toLowerCase(Locale.ROOT).replace(" ", "").split(","));
    }

    private static boolean isKnown(List<Token> value) {
        boolean literal = !value.isEmpty() && value.get(0).kind() == TokenKind.STRING;
        return literal && (value.size() == 1 || value.get(1).isSymbol(","));
    }

    private static List<Token> words(String statement) {
        List<Token> tokens = new ArrayList<>();
        MysqlLexer lexer = MysqlLexer.of(statement, "statement");
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            if (!token.kind().isTrivia() && token.kind() != TokenKind.CONDITION) {
                tokens.add(token);
            }
        }
        return tokens;
    }
}
