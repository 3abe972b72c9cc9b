package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.dialect.FieldSink;
import java.nio.charset.StandardCharsets;

/** Decodes one field of a row. Pure. */
@FunctionalInterface
interface TextField {
    /** Gives the field to the sink. */
    void read(Row row, int column, FieldSink sink);

    /** What decodes bytes that are not NULL. */
    interface OfBytes {
        void read(byte[] bytes, FieldSink sink);
    }

    /** The decoder of a type. */
    static TextField of(ComparedType type) {
        return switch (type) {
            case TRUTH, BIT, INTEGER -> TextField::integer;
            case SINGLE -> TextField::single;
            case FRACTION -> TextField::fraction;
            case UNSIGNED, DECIMAL -> ascii((bytes, sink) -> sink.decimal(bytes, 0, bytes.length));
            case BYTES -> bytes((bytes, sink) -> sink.binary(bytes, 0, bytes.length));
            case GEOMETRY -> bytes(TextField::shape);
            case DATE -> ascii(TextMoments::day);
            case TIME -> ascii(TextMoments::time);
            case TIMESTAMP, INSTANT -> ascii(TextMoments::moment);
            case BITS, CHARACTER, TEXT, LABEL, LABELS, UUID, JSON, OTHER ->
                bytes((bytes, sink) -> sink.text(bytes, 0, bytes.length));
        };
    }

    private static TextField bytes(OfBytes decoder) {
        return (row, column, sink) -> {
            byte[] bytes = row.bytesOrNull(column);
            if (bytes == null) {
                sink.nothing();
            } else {
                decoder.read(bytes, sink);
            }
        };
    }

    /** Numbers and moments, which the driver gives no bytes of; their text is the server's own. */
    private static TextField ascii(OfBytes decoder) {
        return (row, column, sink) -> {
            String text = row.textOrNull(column);
            if (text == null) {
                sink.nothing();
            } else {
                decoder.read(text.getBytes(StandardCharsets.ISO_8859_1), sink);
            }
        };
    }

    private static void integer(Row row, int column, FieldSink sink) {
        Long number = row.numberOrNull(column);
        if (number == null) {
            sink.nothing();
        } else {
            sink.integer(number);
        }
    }

    private static void single(Row row, int column, FieldSink sink) {
        Double number = row.fractionOrNull(column);
        if (number == null) {
            sink.nothing();
        } else {
            sink.single(number.floatValue());
        }
    }

    private static void fraction(Row row, int column, FieldSink sink) {
        Double number = row.fractionOrNull(column);
        if (number == null) {
            sink.nothing();
        } else {
            sink.fraction(number);
        }
    }

    /**
     * InnoDB's form is the reference system, four bytes from the lowest, and WKB from the lowest byte; the canonical one is
     * EWKB, as PostGIS has it: the system stands behind the type, which says so by a bit.
     */
    private static void shape(byte[] bytes, FieldSink sink) {
        boolean system = bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 0 || bytes[3] != 0;
        byte[] extended = new byte[bytes.length - (system ? 0 : 4)];
        System.arraycopy(bytes, 4, extended, 0, 5);
        if (system) {
            extended[4] |= 0x20;
            System.arraycopy(bytes, 0, extended, 5, 4);
        }
        System.arraycopy(bytes, 9, extended, system ? 9 : 5, bytes.length - 9);
        sink.binary(extended, 0, extended.length);
    }
}
