package dev.godwit.sql.mysql;

import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.UnknownShapeException;

/** What quoted texts and names mean, once their quoting is undone. */
final class Literals {
    private static final String LETTERS = "0bnrtZ";
    private static final String MEANINGS = "\0\b\n\r\t\u001A";

    private Literals() {}

    /** The value of a STRING token with backslash escapes; its prefix is dropped. */
    static String string(Token token) {
        String text = token.text();
        char quote = text.charAt(text.length() - 1);
        int from = text.indexOf(quote) + 1;
        StringBuilder value = new StringBuilder();
        for (int i = from; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == quote) {
                i++;
            }
            value.append(c == '\\' ? meaning(text.charAt(i)) : c);
        }
        return value.toString();
    }

    /** Whether a token is a text that the server's grammar takes as it is: no hexadecimal or binary one. */
    static boolean isText(Token token) {
        return token.kind() == TokenKind.STRING && "xXbB".indexOf(token.text().charAt(0)) < 0;
    }

    /**
     * The name that the server understands; whether it folds letters depends on its files, so none are folded.
     *
     * @throws UnknownShapeException for an empty name
     */
    static String name(Token token) {
        String text = token.text();
        boolean quoted = token.kind() != TokenKind.WORD && text.length() >= 2;
        String quote = quoted ? text.substring(0, 1) : "";
        String name = quoted ? text.substring(1, text.length() - 1).replace(quote + quote, quote) : text;
        if (name.isEmpty()) {
            throw new UnknownShapeException("a name is empty");
        }
        return name;
    }

    private static char meaning(char escaped) {
        int letter = LETTERS.indexOf(escaped);
        return letter < 0 ? escaped : MEANINGS.charAt(letter);
    }
}
