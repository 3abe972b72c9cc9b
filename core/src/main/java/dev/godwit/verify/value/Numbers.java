package dev.godwit.verify.value;

/**
 * Decimal numbers as text, by value: no zeros in front but one, none behind the last digit of a fraction, no negative zero.
 * Pure.
 */
final class Numbers {
    private Numbers() {}

    static void decimal(byte[] ascii, int offset, int length, Bytes text) {
        boolean negative = length > 0 && ascii[offset] == '-';
        int begin = offset + (length > 0 && (negative || ascii[offset] == '+') ? 1 : 0);
        int end = offset + length;
        int point = point(ascii, begin, end);
        int last = end;
        while (last > point + 1 && ascii[last - 1] == '0') {
            last--;
        }
        while (begin < point && ascii[begin] == '0') {
            begin++;
        }
        boolean fraction = last > point + 1;
        if (begin == point && !fraction) {
            text.add('0');
            return;
        }
        if (negative) {
            text.add('-');
        }
        if (begin == point) {
            text.add('0');
        }
        text.add(ascii, begin, (fraction ? last : point) - begin);
    }

    private static int point(byte[] ascii, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (ascii[i] == '.') {
                return i;
            }
        }
        return end;
    }
}
