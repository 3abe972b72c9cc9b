package dev.godwit.sql.postgres;

/** Undoes the escapes of {@code E'...'} and {@code U&'...'}. What is malformed stays as it is: the server refuses it. */
final class EscapedText {
    private static final String LETTERS = "bfnrt";
    private static final String MEANINGS = "\b\f\n\r\t";

    private final String text;
    private final StringBuilder value = new StringBuilder();
    private int next;

    private EscapedText(String text) {
        this.text = text;
    }

    /** The value of the inside of an {@code E'...'}. */
    static String decode(String text) {
        EscapedText escaped = new EscapedText(text);
        while (escaped.next < text.length()) {
            escaped.step();
        }
        return escaped.value.toString();
    }

    /** The value of the inside of a {@code U&'...'} or {@code U&"..."} with the usual escape character. */
    static String decodeUnicode(String text) {
        EscapedText escaped = new EscapedText(text);
        while (escaped.next < text.length()) {
            escaped.unicodeStep();
        }
        return escaped.value.toString();
    }

    private void step() {
        char c = text.charAt(next++);
        if (c != '\\' || next == text.length()) {
            value.append(c);
            return;
        }
        char kind = text.charAt(next++);
        int letter = LETTERS.indexOf(kind);
        if (letter >= 0) {
            value.append(MEANINGS.charAt(letter));
        } else if (kind >= '0' && kind <= '7') {
            next--;
            number(3, 8, 0);
        } else if (kind == 'x' || kind == 'u' || kind == 'U') {
            number(kind == 'x' ? 2 : kind == 'u' ? 4 : 8, 16, kind);
        } else {
            value.append(kind);
        }
    }

    private void unicodeStep() {
        char c = text.charAt(next++);
        if (c != '\\') {
            value.append(c);
        } else if (text.startsWith("\\", next)) {
            next++;
            value.append('\\');
        } else {
            boolean plus = text.startsWith("+", next);
            next += plus ? 1 : 0;
            number(plus ? 6 : 4, 16, '\\');
        }
    }

    private void number(int maxDigits, int radix, int otherwise) {
        int start = next;
        int code = 0;
        while (next < text.length() && next - start < maxDigits && Character.digit(text.charAt(next), radix) >= 0) {
            code = code * radix + Character.digit(text.charAt(next++), radix);
        }
        if (next == start || !Character.isValidCodePoint(code)) {
            value.append((char) otherwise);
        } else {
            value.appendCodePoint(code);
        }
    }
}
