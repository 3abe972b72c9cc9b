package dev.godwit.dialect.postgres;

import dev.godwit.dialect.FieldSink;

/**
 * A numeric in binary form (numeric_send): the number of base-10000 digits, the weight of the first, the sign, the scale that
 * is displayed, and the digits. Written as decimal text without loss. Used by one thread: it keeps its buffer.
 */
final class BinaryNumeric implements BinaryField {
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;
    private static final int DIGITS = 4;

    private byte[] text = new byte[64];
    private int length;

    @Override
    public void read(byte[] bytes, int at, int size, FieldSink sink) {
        int sign = BinaryField.int2(bytes, at + 4) & 0xffff;
        switch (sign) {
            case NAN -> sink.special(FieldSink.Special.NAN);
            case INFINITY -> sink.special(FieldSink.Special.INFINITY);
            case NEGATIVE_INFINITY -> sink.special(FieldSink.Special.NEGATIVE_INFINITY);
            default -> {
                length = 0;
                if (sign == NEGATIVE) {
                    text[length++] = '-';
                }
                write(bytes, at);
                sink.decimal(text, 0, length);
            }
        }
    }

    private void write(byte[] bytes, int at) {
        int count = BinaryField.int2(bytes, at) & 0xffff;
        int weight = BinaryField.int2(bytes, at + 2);
        int last = weight - count + 1;
        ensure((Math.max(weight, 0) - Math.min(last, 0) + 2) * DIGITS);
        for (int exponent = Math.max(weight, 0); exponent >= 0; exponent--) {
            group(digit(bytes, at, count, weight - exponent));
        }
        if (last < 0) {
            text[length++] = '.';
            for (int exponent = -1; exponent >= last; exponent--) {
                group(digit(bytes, at, count, weight - exponent));
            }
        }
    }

    /** Zeros at both ends are not stored. */
    private static int digit(byte[] bytes, int at, int count, int index) {
        return index < 0 || index >= count ? 0 : BinaryField.int2(bytes, at + 8 + index * 2);
    }

    private void group(int value) {
        byte[] into = text;
        int place = length;
        int upper = value / 100;
        int lower = value - upper * 100;
        into[place] = (byte) ('0' + upper / 10);
        into[place + 1] = (byte) ('0' + upper % 10);
        into[place + 2] = (byte) ('0' + lower / 10);
        into[place + 3] = (byte) ('0' + lower % 10);
        length = place + DIGITS;
    }

    private void ensure(int bytes) {
        if (text.length < bytes) {
            text = java.util.Arrays.copyOf(text, bytes * 2);
        }
    }
}
