package dev.godwit.verify.rows;

import java.nio.ByteBuffer;

/** The SHA-256 sum of a row's canonical form, as four numbers. */
record RowSum(long first, long second, long third, long fourth) {
    static final int BYTES = 32;

    static RowSum of(byte[] sum) {
        return read(ByteBuffer.wrap(sum));
    }

    static RowSum read(ByteBuffer bytes) {
        return new RowSum(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    void write(ByteBuffer bytes) {
        bytes.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    /** One of its bytes, as a number from 0 to 255. */
    int part(int index) {
        return (int) (first >>> 56 - index * 8 & 0xff);
    }

    @Override
    public int hashCode() {
        return (int) fourth; // as good as any other bits of a SHA-256 sum
    }
}
