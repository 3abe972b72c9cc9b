package dev.godwit.sql.postgres;

import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What quoted texts and names mean, once their quoting is undone. */
final class Literals {
    /** The server cuts names behind this many bytes (NAMEDATALEN - 1). */
    private static final int MAX_NAME_BYTES = 63;

    private Literals() {}

    /** The value of a STRING token in any quoting, continuations included. */
    static String string(Token token) {
        StringBuilder value = new StringBuilder();
        PostgresLexer lexer = PostgresLexer.of(token.text(), "literal");
        boolean escapes = Character.toLowerCase(token.text().charAt(0)) == 'e';
        boolean unicode = Character.toLowerCase(token.text().charAt(0)) == 'u';
        for (Token part = lexer.next(); part != null; part = lexer.next()) {
            if (!part.kind().isTrivia()) {
                String inner = inside(part.text());
                value.append(escapes ? EscapedText.decode(inner) : unicode ? EscapedText.decodeUnicode(inner) : inner);
            }
        }
        return value.toString();
    }

    /** The name that the server understands: folded where it has no quotes, cut where it is too long. */
    static String name(Token token) {
        if (token.kind() == TokenKind.WORD) {
            return cut(foldAscii(token.text()));
        }
        String text = token.text();
        int quote = text.indexOf('"');
        String inner = text.substring(quote + 1, text.length() - 1).replace("\"\"", "\"");
        return cut(quote > 0 ? EscapedText.decodeUnicode(inner) : inner);
    }

    private static String inside(String text) {
        int quote = text.indexOf('\'');
        int dollar = text.indexOf('$');
        if (dollar >= 0 && (quote < 0 || dollar < quote)) {
            int length = text.indexOf('$', dollar + 1) + 1;
            return text.substring(length, text.length() - length);
        }
        String inner = text.substring(quote + 1, text.length() - 1);
        return inner.replace("''", "'");
    }

    private static String foldAscii(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        StringBuilder folded = new StringBuilder(ascii ? text.toLowerCase(Locale.ROOT) : text);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            folded.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
        }
        return folded.toString();
    }

    private static String cut(String name) {
        String cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
