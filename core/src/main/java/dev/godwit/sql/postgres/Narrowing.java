package dev.godwit.sql.postgres;

import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a column's type can do to its values, as far as the new type tells; the old one only the server knows.
 * Without USING the server converts as in an assignment: a text that is too long is an error, but times, numbers and
 * fractions of seconds are rounded without a word. An explicit cast also cuts texts.
 */
final class Narrowing {
    private static final Pattern LENGTH = Pattern.compile("(.*?)\\(\\s*(\\d{1,9})\\s*(,\\s*-?\\d{1,9}\\s*)?\\)(.*)");
    private static final Set<String> ROUNDING =
            Set.of("date", "time", "smallint", "int2", "real", "float4", "money", "\"char\"", "char", "character");
    /** A text column this short is hardly ever what a longer one grows to. */
    private static final int VERY_SHORT = 10;

    private static final Set<String> TEXTS = Set.of("varchar", "character varying", "varbit", "bit varying");

    private Narrowing() {}

    /** What happens to the values, as the end of a sentence; null where nothing can be lost, as far as reading tells. */
    static @Nullable String of(String column, String type, @Nullable String using) {
        Matcher length = LENGTH.matcher(type);
        boolean limited = length.matches();
        boolean text = limited && TEXTS.contains(length.group(1).strip());
        if (using != null && !isPlainCast(column, using)) {
            return "become what the USING expression gives: " + using;
        }
        if (ROUNDING.contains(type) || (limited && (using != null || !text))) {
            return "may be cut or rounded to " + type;
        }
        boolean tiny = limited && length.group(2).length() < 3 && Integer.parseInt(length.group(2)) <= VERY_SHORT;
        return tiny ? "must fit into " + type : null;
    }

    /** {@code column::type} and {@code cast(column as type)}: converts, and invents nothing. */
    private static boolean isPlainCast(String column, String using) {
        Tokens tokens = PostgresTokens.of(using);
        while (tokens.atSymbol("(") && tokens.peekGroup(0).size() == tokens.size() - 2) {
            tokens = tokens.group();
        }
        if (tokens.accept("cast")) {
            tokens = tokens.group();
        }
        boolean named = tokens.peek().isName() && Literals.name(tokens.take()).equals(column);
        boolean cast = tokens.acceptSymbol("::") || tokens.accept("as");
        return named && (tokens.atEnd() || (cast && isTypes(tokens)));
    }

    private static boolean isTypes(Tokens tokens) {
        List<String> allowed = List.of("::", "(", ")", ".", "[", "]");
        while (!tokens.atEnd()) {
            Token token = tokens.take();
            boolean typePart = token.isName() || token.kind() == TokenKind.NUMBER || allowed.contains(token.text());
            boolean limit = token.kind() == TokenKind.NUMBER;
            if (!typePart || limit || token.is("at")) {
                return false;
            }
        }
        return true;
    }
}
