package dev.godwit.sql.script;

import dev.godwit.sql.SourcePosition;
import java.util.Locale;
import java.util.Set;

/**
 * A piece of a script that the server's scanner takes as one.
 *
 * @param text as written, quotes included
 */
public record Token(TokenKind kind, String text, SourcePosition position) {

    /** Whether it is the keyword {@code word}, given in lower case; a quoted name is never a keyword. */
    public boolean is(String word) {
        return kind == TokenKind.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether it is one of the keywords {@code words}. */
    public boolean isAny(Set<String> words) {
        return kind == TokenKind.WORD && words.contains(lower());
    }

    /** Whether it is the operator or bracket {@code symbol}. */
    public boolean isSymbol(String symbol) {
        return kind == TokenKind.SYMBOL && text.equals(symbol);
    }

    /** Whether it can name an object or a column, as far as its form tells. */
    public boolean isName() {
        return kind == TokenKind.WORD || kind == TokenKind.QUOTED_NAME;
    }

    /**
     * Whether it can stand where a name is wanted: also a text in double quotes, which is a name under some settings of a
     * server.
     */
    public boolean canName() {
        return isName() || (kind == TokenKind.STRING && text.charAt(0) == '"');
    }

    /** The text in lower case. */
    public String lower() {
        return text.toLowerCase(Locale.ROOT);
    }
}
