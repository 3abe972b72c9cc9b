package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.ServerText;
import dev.godwit.dialect.FieldSink;
import java.nio.charset.StandardCharsets;

/** Decodes one field of a row. Pure. */
@FunctionalInterface
interface TextField {
    /** So many digits fit into a long whatever they are. */
    int SURE_DIGITS = 18;

    /** Gives the field to the sink. */
    void read(Row row, int column, FieldSink sink);

    /** What decodes a text that is not NULL. */
    interface OfText {
        void read(byte[] array, int offset, int length, FieldSink sink);
    }

    /** The decoder of a type. */
    static TextField of(ComparedType type) {
        return switch (type) {
            case TRUTH, BIT, INTEGER -> text(TextField::integer);
            case SINGLE -> text((array, offset, length, sink) -> sink.single((float) number(array, offset, length)));
            case FRACTION -> text((array, offset, length, sink) -> sink.fraction(number(array, offset, length)));
            case UNSIGNED, DECIMAL -> text((array, offset, length, sink) -> sink.decimal(array, offset, length));
            case BYTES -> text((array, offset, length, sink) -> sink.binary(array, offset, length));
            case GEOMETRY -> text(TextField::shape);
            case DATE -> text(TextMoments::day);
            case TIME -> text(TextMoments::time);
            case TIMESTAMP, INSTANT -> text(TextMoments::moment);
            case BITS, CHARACTER, TEXT, LABEL, LABELS, UUID, JSON, OTHER ->
                text((array, offset, length, sink) -> sink.text(array, offset, length));
        };
    }

    private static TextField text(OfText decoder) {
        return (row, column, sink) -> {
            ServerText text = row.valueOrNull(column, ServerText.class);
            if (text == null) {
                sink.nothing();
            } else {
                decoder.read(text.array(), text.offset(), text.length(), sink);
            }
        };
    }

    private static void integer(byte[] array, int offset, int length, FieldSink sink) {
        if (length > SURE_DIGITS) {
            sink.integer(Long.parseLong(ascii(array, offset, length)));
            return;
        }
        boolean negative = array[offset] == '-';
        long number = 0;
        for (int at = negative ? offset + 1 : offset; at < offset + length; at++) {
            number = number * 10 + array[at] - '0';
        }
        sink.integer(negative ? -number : number);
    }

    private static double number(byte[] array, int offset, int length) {
        return Double.parseDouble(ascii(array, offset, length));
    }

    private static String ascii(byte[] array, int offset, int length) {
        return new String(array, offset, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * InnoDB's form is the reference system, four bytes from the lowest, and WKB from the lowest byte; the canonical one is
     * EWKB, as PostGIS has it: the system stands behind the type, which says so by a bit.
     */
    private static void shape(byte[] bytes, int offset, int length, FieldSink sink) {
        boolean system =
                bytes[offset] != 0 || bytes[offset + 1] != 0 || bytes[offset + 2] != 0 || bytes[offset + 3] != 0;
        byte[] extended = new byte[length - (system ? 0 : 4)];
        System.arraycopy(bytes, offset + 4, extended, 0, 5);
        if (system) {
            extended[4] |= 0x20;
            System.arraycopy(bytes, offset, extended, 5, 4);
        }
        System.arraycopy(bytes, offset + 9, extended, system ? 9 : 5, length - 9);
        sink.binary(extended, 0, extended.length);
    }
}
