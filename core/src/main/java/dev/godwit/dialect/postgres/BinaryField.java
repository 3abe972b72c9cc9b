package dev.godwit.dialect.postgres;

import dev.godwit.dialect.FieldSink;
import java.nio.charset.StandardCharsets;

/** Decodes one field of a row in PostgreSQL's binary form. Pure. */
@FunctionalInterface
interface BinaryField {
    /** Microseconds and days between 1970-01-01 and 2000-01-01, from which the server counts. */
    long EPOCH_DAYS = 10_957;

    /** The same in microseconds. */
    long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

    /** Gives the field to the sink. */
    void read(byte[] bytes, int at, int length, FieldSink sink);

    /** The decoder of a type. */
    static BinaryField of(ComparedType type) {
        return switch (type) {
            case TRUTH -> (bytes, at, length, sink) -> sink.truth(bytes[at] != 0);
            case INT2 -> (bytes, at, length, sink) -> sink.integer(int2(bytes, at));
            case INT4 -> (bytes, at, length, sink) -> sink.integer(int4(bytes, at));
            case OID -> (bytes, at, length, sink) -> sink.integer(int4(bytes, at) & 0xffff_ffffL);
            case INT8 -> (bytes, at, length, sink) -> sink.integer(int8(bytes, at));
            case SINGLE -> (bytes, at, length, sink) -> sink.single(Float.intBitsToFloat(int4(bytes, at)));
            case FRACTION -> (bytes, at, length, sink) -> sink.fraction(Double.longBitsToDouble(int8(bytes, at)));
            case NUMERIC, MONEY -> new BinaryNumeric();
            case BYTES, UUID, GEOMETRY -> (bytes, at, length, sink) -> sink.binary(bytes, at, length);
            case BITS -> BinaryField::bits;
            case JSONB -> (bytes, at, length, sink) -> sink.text(bytes, at + 1, length - 1);
            case DATE -> (bytes, at, length, sink) -> day(int4(bytes, at), sink);
            case TIME -> (bytes, at, length, sink) -> sink.micros(int8(bytes, at));
            case TIMESTAMP, INSTANT -> (bytes, at, length, sink) -> moment(int8(bytes, at), sink);
            case DURATION -> BinaryField::span;
            case TEXT, CHARACTER, LABEL, JSON, ARRAY, RANGE, OTHER ->
                (bytes, at, length, sink) -> sink.text(bytes, at, length);
        };
    }

    private static void day(int days, FieldSink sink) {
        if (days == Integer.MAX_VALUE) {
            sink.special(FieldSink.Special.INFINITY);
        } else if (days == Integer.MIN_VALUE) {
            sink.special(FieldSink.Special.NEGATIVE_INFINITY);
        } else {
            sink.day(days + EPOCH_DAYS);
        }
    }

    private static void moment(long micros, FieldSink sink) {
        if (micros == Long.MAX_VALUE) {
            sink.special(FieldSink.Special.INFINITY);
        } else if (micros == Long.MIN_VALUE) {
            sink.special(FieldSink.Special.NEGATIVE_INFINITY);
        } else {
            sink.micros(micros + EPOCH_MICROS);
        }
    }

    /** Months, days and microseconds apart: 30 days are equal to a month for the server, and are another value. */
    private static void span(byte[] bytes, int at, int length, FieldSink sink) {
        String parts =
                int4(bytes, at + 12) + " months " + int4(bytes, at + 8) + " days " + int8(bytes, at) + " microseconds";
        byte[] text = parts.getBytes(StandardCharsets.US_ASCII);
        sink.text(text, 0, text.length);
    }

    private static void bits(byte[] bytes, int at, int length, FieldSink sink) {
        int count = int4(bytes, at);
        byte[] text = new byte[count];
        for (int i = 0; i < count; i++) {
            text[i] = (byte) ((bytes[at + 4 + i / 8] >> 7 - i % 8 & 1) == 0 ? '0' : '1');
        }
        sink.text(text, 0, count);
    }

    /** A signed number of two bytes. */
    static short int2(byte[] bytes, int at) {
        return (short) (bytes[at] << 8 | bytes[at + 1] & 0xff);
    }

    /** A signed number of four bytes. */
    static int int4(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }

    /** A signed number of eight bytes. */
    static long int8(byte[] bytes, int at) {
        return (long) int4(bytes, at) << 32 | int4(bytes, at + 4) & 0xffff_ffffL;
    }
}
