package dev.godwit.sql.script;

/**
 * Characters that make a person read another text than the server does: blanks that are no blanks to the server, zero-width
 * and direction marks ("Trojan Source"), and letters of other alphabets that look like Latin ones.
 */
public final class HiddenCharacters {
    /** Letters without strokes: the Hangul fillers and the empty Braille cell. */
    private static final String BLANK_LETTERS = "\u115F\u1160\u3164\uFFA0\u2800";

    private HiddenCharacters() {}

    /** Whether {@code codePoint} has no place in code outside quotes; blanks of the server's own are not asked here. */
    public static boolean inCode(int codePoint) {
        return Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.CONTROL
                || inQuotedName(codePoint);
    }

    /** Whether {@code codePoint} has no place in a quoted name, which may hold spaces. */
    public static boolean inQuotedName(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT || BLANK_LETTERS.indexOf(codePoint) >= 0;
    }

    /** Whether {@code codePoint} reorders the text around it on a screen, which has no place in a comment. */
    public static boolean inComment(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    /** The code point with its Unicode name, such as {@code U+041E (CYRILLIC CAPITAL LETTER O)}. */
    public static String describe(int codePoint) {
        String name = Character.getName(codePoint);
        return String.format("U+%04X", codePoint) + (name == null ? "" : " (" + name + ")");
    }

    /** The first code point of {@code text} that is not ASCII; -1 where there is none. */
    public static int firstForeign(String text) {
        return text.codePoints().filter(c -> c > 0x7F).findFirst().orElse(-1);
    }
}
