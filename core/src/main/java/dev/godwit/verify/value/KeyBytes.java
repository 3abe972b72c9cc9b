package dev.godwit.verify.value;

/**
 * Parts of a key as bytes whose order, compared as unsigned numbers from the first on, is that of the values: numbers by their
 * value, texts and bytes by their bytes, one part after the other. Pure.
 */
final class KeyBytes {
    private static final int NEGATIVE_INFINITY = 0x01;
    private static final int ZERO = 0x80;
    private static final int LONG_NUMBER = 0xE0;
    private static final int INFINITY = 0xFD;
    private static final int NAN = 0xFE;
    private static final int END = 0x00;
    private static final int ESCAPED = 0xFF;

    private KeyBytes() {}

    /**
     * A number in its canonical text: the number of its whole digits, then its digits, then an end that is below any digit; of
     * a negative number each of these complemented.
     */
    static void number(byte[] ascii, int offset, int length, Bytes key) {
        boolean negative = ascii[offset] == '-';
        int flip = negative ? 0xff : 0;
        int begin = negative ? offset + 1 : offset;
        int end = offset + length;
        int point = begin;
        while (point < end && ascii[point] != '.') {
            point++;
        }
        int whole = ascii[begin] == '0' ? 0 : point - begin;
        count(whole, flip, key);
        for (int i = whole == 0 ? point : begin; i < end; i++) {
            if (ascii[i] != '.') {
                key.add(ascii[i] ^ flip);
            }
        }
        key.add(END ^ flip);
    }

    private static void count(int whole, int flip, Bytes key) {
        if (ZERO + whole < LONG_NUMBER) {
            key.add(ZERO + whole ^ flip);
            return;
        }
        key.add(LONG_NUMBER ^ flip);
        for (int shift = 24; shift >= 0; shift -= 8) {
            key.add(whole >> shift & 0xff ^ flip);
        }
    }

    /** Bytes, the zero among them escaped, so that a value sorts before those that it begins. */
    static void bytes(byte[] bytes, int offset, int length, Bytes key) {
        int end = offset + length;
        int from = offset;
        for (int i = offset; i < end; i++) {
            if (bytes[i] == 0) {
                key.add(bytes, from, i + 1 - from);
                key.add(ESCAPED);
                from = i + 1;
            }
        }
        key.add(bytes, from, end - from);
        key.add(END);
        key.add(END);
    }

    /** A number of eight bytes: a day, microseconds, or the bits of a fraction made to sort. */
    static void fixed(long value, Bytes key) {
        key.add(ZERO);
        for (int shift = 56; shift >= 0; shift -= 8) {
            key.add((int) ((value ^ Long.MIN_VALUE) >> shift & 0xff));
        }
    }

    /** A floating point number: the order of its bits is that of its value once negative ones are complemented. */
    static void fraction(double value, Bytes key) {
        long bits = Double.doubleToLongBits(value);
        fixed(bits ^ (bits >> 63 & Long.MAX_VALUE), key);
    }

    /** What is no number: below or above all of them, as servers sort it. */
    static void special(dev.godwit.dialect.FieldSink.Special value, Bytes key) {
        key.add(
                switch (value) {
                    case NEGATIVE_INFINITY, ZERO_DATE -> NEGATIVE_INFINITY;
                    case INFINITY -> INFINITY;
                    case NAN -> NAN;
                });
    }
}
