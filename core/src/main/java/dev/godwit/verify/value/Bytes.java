package dev.godwit.verify.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are only added to. Used by one thread. */
public final class Bytes {
    private byte[] array;
    private int length;

    /** @param capacity to begin with */
    public Bytes(int capacity) {
        array = new byte[capacity];
    }

    /** The bytes; what is behind {@link #length} has no meaning. Another array after more was added. */
    public byte[] array() {
        return array;
    }

    /** How many there are. */
    public int length() {
        return length;
    }

    /** Takes all out. */
    public void clear() {
        length = 0;
    }

    /** Takes out what is behind the first {@code kept}. */
    public void cut(int kept) {
        length = kept;
    }

    /** Adds one. */
    public void add(int one) {
        ensure(1);
        array[length++] = (byte) one;
    }

    /** Adds several. */
    public void add(byte[] bytes, int offset, int count) {
        ensure(count);
        System.arraycopy(bytes, offset, array, length, count);
        length += count;
    }

    /** Adds all of another one. */
    public void add(Bytes other) {
        add(other.array, 0, other.length);
    }

    /** Adds ASCII text. */
    public void add(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        add(bytes, 0, bytes.length);
    }

    /** Adds the decimal digits of a number. */
    public void digits(long value) {
        if (value == Long.MIN_VALUE) {
            add("-9223372036854775808");
            return;
        }
        if (value < 0) {
            add('-');
        }
        long rest = Math.abs(value);
        if (rest <= Integer.MAX_VALUE) {
            few((int) rest);
            return;
        }
        int count = 10;
        for (long bound = 10_000_000_000L; count < 19 && rest >= bound; bound *= 10) {
            count++;
        }
        ensure(count);
        for (int place = length + count - 1; place >= length; place--) {
            array[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    /** Most numbers, and all lengths, which are the most frequent of them. */
    private void few(int value) {
        int count = 1;
        for (int rest = value; rest >= 10; rest /= 10) {
            count++;
        }
        digits(value, count);
    }

    /** Adds exactly so many decimal digits of a number that is not negative. */
    public void digits(int value, int width) {
        ensure(width);
        int rest = value;
        for (int place = length + width - 1; place >= length; place--) {
            array[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
    }

    /** Adds the hexadecimal digits of bytes, in lower case. */
    public void hex(byte[] bytes, int offset, int count) {
        ensure(count * 2);
        for (int i = offset; i < offset + count; i++) {
            array[length++] = (byte) Character.forDigit(bytes[i] >> 4 & 0xf, 16);
            array[length++] = (byte) Character.forDigit(bytes[i] & 0xf, 16);
        }
    }

    private void ensure(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(array, 0, length, StandardCharsets.UTF_8);
    }
}
