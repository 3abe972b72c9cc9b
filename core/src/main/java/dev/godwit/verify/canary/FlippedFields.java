package dev.godwit.verify.canary;

import dev.godwit.dialect.FieldSink;
import dev.godwit.dialect.ValueClass;
import dev.godwit.verify.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Passes a row on with every field behind the key changed, each so that no declared loss hides it: case, trailing spaces,
 * fractions of a second and the like. Used by one thread, for one row.
 */
final class FlippedFields implements FieldSink {
    /** No text of a normal database, and no number, day or identifier. */
    static final String PLANTED = "godwit canary";

    /** A value of 100 MB is not copied for the sake of a planted difference. */
    private static final int LONG = 1 << 20;

    private static final long DAY_MICROS = 86_400_000_000L;

    private final FieldSink sink;
    private final List<Mapping.Column> columns;
    private final int keyFields;
    private int next;

    FlippedFields(FieldSink sink, Mapping mapping) {
        this.sink = sink;
        this.columns = mapping.compared();
        this.keyFields = mapping.keyColumns();
    }

    /** Whether the next field is passed on as it is; counts it. */
    private boolean kept() {
        return next++ < keyFields;
    }

    private ValueClass meaning() {
        return columns.get(next - 1).meaning();
    }

    private void planted() {
        String text = meaning() == ValueClass.JSON ? "\"" + PLANTED + "\"" : PLANTED;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        sink.text(utf8, 0, utf8.length);
    }

    @Override
    public void nothing() {
        if (kept()) {
            sink.nothing();
        } else {
            planted();
        }
    }

    @Override
    public void integer(long value) {
        sink.integer(kept() ? value : value == 0 || value == Long.MIN_VALUE ? 1 : -value);
    }

    @Override
    public void decimal(byte[] ascii, int offset, int length) {
        if (kept()) {
            sink.decimal(ascii, offset, length);
            return;
        }
        byte[] longer = new byte[length + 1];
        boolean negative = ascii[offset] == '-';
        int sign = negative ? 1 : 0;
        longer[0] = negative ? (byte) '-' : (byte) '7';
        longer[sign] = (byte) '7';
        System.arraycopy(ascii, offset + sign, longer, sign + 1, length - sign);
        sink.decimal(longer, 0, longer.length);
    }

    @Override
    public void single(float value) {
        sink.single(kept() ? value : Float.isNaN(value) || value == 0 ? 1 : -value);
    }

    @Override
    public void fraction(double value) {
        sink.fraction(kept() ? value : Double.isNaN(value) || value == 0 ? 1 : -value);
    }

    @Override
    public void truth(boolean value) {
        sink.truth(kept() == value);
    }

    @Override
    public void text(byte[] utf8, int offset, int length) {
        if (kept()) {
            sink.text(utf8, offset, length);
        } else if (meaning() == ValueClass.JSON || length > LONG) {
            planted();
        } else {
            byte[] longer = Arrays.copyOfRange(utf8, offset, offset + length + 1);
            longer[length] = 'q';
            sink.text(longer, 0, longer.length);
        }
    }

    @Override
    public void binary(byte[] bytes, int offset, int length) {
        if (kept()) {
            sink.binary(bytes, offset, length);
            return;
        }
        byte[] flipped = length == 0 ? new byte[1] : Arrays.copyOfRange(bytes, offset, offset + Math.min(length, LONG));
        flipped[0] ^= (byte) (length == 0 ? 0 : 1);
        sink.binary(flipped, 0, flipped.length);
    }

    @Override
    public void day(long days) {
        sink.day(kept() ? days : days + 1);
    }

    @Override
    public void micros(long micros) {
        sink.micros(kept() ? micros : micros + DAY_MICROS);
    }

    @Override
    public void special(Special value) {
        if (kept()) {
            sink.special(value);
        } else {
            planted();
        }
    }
}
