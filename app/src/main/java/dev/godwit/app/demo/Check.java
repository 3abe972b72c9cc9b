package dev.godwit.app.demo;

/**
 * Something that must hold, and whether it does.
 *
 * @param what must hold
 * @param holds whether it does
 * @param found the figure behind it
 */
record Check(String what, boolean holds, String found) {
    /** Holds where nothing was found. */
    static Check none(String what, long found) {
        return new Check(what, found == 0, String.format(java.util.Locale.ROOT, "%,d", found));
    }

    /** Holds where both are the same. */
    static Check same(String what, String expected, String found) {
        return new Check(what, expected.equals(found), found.equals(expected) ? found : found + ", not " + expected);
    }
}
