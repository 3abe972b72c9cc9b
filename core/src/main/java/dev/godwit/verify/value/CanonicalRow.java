package dev.godwit.verify.value;

import dev.godwit.dialect.FieldSink;
import dev.godwit.dialect.ValueClass;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.verify.Mapping.Normalisation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Writes a row's fields in canonical form: {@code ~} for NULL, else {@code length:bytes}, so that no two rows have the same
 * bytes unless they are the same; a field longer than the form allows as {@code #length:} and the hexadecimal SHA-256 sum of
 * its bytes. A key's fields are also written in bytes that sort. Used by one thread.
 */
public final class CanonicalRow implements FieldSink {
    private static final int NULL = '~';
    private static final int LONG_FIELD = '#';

    private final RowForm form;
    private final int longest;
    private final Bytes value = new Bytes(256);
    private final Moments.Writer moments = new Moments.Writer();
    private final Oddities oddities = new Oddities();
    private Bytes row = new Bytes(0);
    private Bytes key = new Bytes(0);
    private int next;

    /** @param form of both sides */
    public CanonicalRow(RowForm form) {
        this.form = form;
        this.longest = form.longestField();
    }

    /**
     * Begins a row.
     *
     * @param into gets the canonical form, behind what it has
     * @param keyInto gets the key's sortable bytes, behind what it has
     */
    public void begin(Bytes into, Bytes keyInto) {
        row = into;
        key = keyInto;
        next = 0;
    }

    /** Whether the row has all its fields. */
    public boolean complete() {
        return next == form.fields().size();
    }

    /** What was seen that a person should know of. */
    public Oddities oddities() {
        return oddities;
    }

    private RowForm.Field field() {
        return form.fields().get(next);
    }

    private ValueClass meaning() {
        return field().meaning();
    }

    private boolean isKey() {
        return next < form.keyFields();
    }

    @Override
    public void nothing() {
        if (isKey()) {
            throw Problem.of(ErrorCode.PLAN_WRONG, "a row has NULL in column " + (next + 1) + " of its key")
                    .next("compare by another key, or without one")
                    .exception();
        }
        row.add(NULL);
        next++;
    }

    @Override
    public void integer(long number) {
        value.clear();
        if (meaning() == ValueClass.BOOLEAN && (number == 0 || number == 1)) {
            truth(number == 1);
            return;
        }
        if (meaning() == ValueClass.DOUBLE || meaning() == ValueClass.FLOAT) {
            fraction(number);
            return;
        }
        value.digits(number);
        numberKey();
        put();
    }

    @Override
    public void decimal(byte[] ascii, int offset, int length) {
        if (meaning() == ValueClass.DOUBLE || meaning() == ValueClass.FLOAT) {
            fraction(Double.parseDouble(new String(ascii, offset, length, StandardCharsets.US_ASCII)));
            return;
        }
        value.clear();
        Numbers.decimal(ascii, offset, length, value);
        numberKey();
        put();
    }

    private void numberKey() {
        if (isKey()) {
            KeyBytes.number(value.array(), 0, value.length(), key);
        }
    }

    @Override
    public void single(float number) {
        if (meaning() == ValueClass.DOUBLE) {
            fraction(number);
            return;
        }
        float plain = number == 0 ? 0 : number;
        value.clear();
        Fractions.bits(Float.floatToIntBits(plain), Integer.BYTES, value);
        fractionKey(plain);
        put();
    }

    @Override
    public void fraction(double number) {
        if (meaning() == ValueClass.DECIMAL && !Double.isNaN(number) && !Double.isInfinite(number)) {
            byte[] ascii =
                    new BigDecimal(Double.toString(number)).toPlainString().getBytes(StandardCharsets.US_ASCII);
            decimal(ascii, 0, ascii.length);
            return;
        }
        if (meaning() == ValueClass.FLOAT || field().normalisation() == Normalisation.SINGLE_PRECISION) {
            float near = (float) number == 0 ? 0 : (float) number;
            value.clear();
            Fractions.bits(Float.floatToIntBits(near), Integer.BYTES, value);
            fractionKey(near);
        } else {
            double plain = number == 0 ? 0 : number;
            value.clear();
            Fractions.bits(Double.doubleToLongBits(plain), Long.BYTES, value);
            fractionKey(plain);
        }
        put();
    }

    private void fractionKey(double number) {
        if (isKey()) {
            KeyBytes.fraction(number, key);
        }
    }

    @Override
    public void truth(boolean one) {
        if (meaning() == ValueClass.INTEGER || meaning() == ValueClass.DECIMAL) {
            integer(one ? 1 : 0);
            return;
        }
        value.clear();
        value.add(one ? "true" : "false");
        if (isKey()) {
            KeyBytes.fixed(one ? 1 : 0, key);
        }
        put();
    }

    @Override
    public void text(byte[] utf8, int offset, int length) {
        value.clear();
        switch (meaning()) {
            case JSON -> json(utf8, offset, length);
            case UUID -> Texts.uuid(utf8, offset, length, value);
            case LABELS -> Texts.labels(utf8, offset, length, value);
            case CHARACTER -> value.add(utf8, offset, Texts.withoutTrailingSpaces(utf8, offset, length));
            default -> {
                if (field().normalisation() == null && !isKey()) {
                    put(utf8, offset, length);
                    return;
                }
                value.add(utf8, offset, length);
            }
        }
        normalised();
    }

    private void json(byte[] utf8, int offset, int length) {
        if (field().normalisation() == Normalisation.JSON_TEXT) {
            value.add(utf8, offset, length);
        } else {
            JsonText.canonical(utf8, offset, length, value, oddities);
        }
    }

    private void normalised() {
        Normalisation normalisation = field().normalisation();
        if (normalisation == Normalisation.EMPTY_IS_NULL && value.length() == 0) {
            nothing();
            return;
        }
        if (normalisation != null) {
            Texts.normalise(normalisation, value);
        }
        bytesKey();
        put();
    }

    @Override
    public void binary(byte[] bytes, int offset, int length) {
        value.clear();
        if (!isKey() && meaning() != ValueClass.UUID) {
            put(bytes, offset, length);
            return;
        }
        if (meaning() == ValueClass.UUID && length == Texts.UUID_BYTES) {
            Texts.uuid(bytes, offset, value);
        } else {
            value.add(bytes, offset, length);
        }
        bytesKey();
        put();
    }

    private void bytesKey() {
        if (isKey()) {
            KeyBytes.bytes(value.array(), 0, value.length(), key);
        }
    }

    @Override
    public void day(long days) {
        if (meaning() == ValueClass.TIMESTAMP || meaning() == ValueClass.INSTANT) {
            micros(days * Moments.MICROS_PER_DAY);
            return;
        }
        value.clear();
        Moments.day(days, value);
        fixedKey(days);
        put();
    }

    @Override
    public void micros(long micros) {
        long kept = Moments.cut(micros, field().normalisation());
        value.clear();
        if (meaning() == ValueClass.TIME) {
            Moments.time(kept, value);
        } else {
            moments.moment(kept, value);
        }
        fixedKey(kept);
        put();
    }

    private void fixedKey(long number) {
        if (isKey()) {
            KeyBytes.fixed(number, key);
        }
    }

    @Override
    public void special(Special special) {
        oddities.special(special);
        value.clear();
        value.add(
                switch (special) {
                    case NAN -> "NaN";
                    case INFINITY -> "Infinity";
                    case NEGATIVE_INFINITY -> "-Infinity";
                    case ZERO_DATE -> "0000-00-00";
                });
        if (isKey()) {
            KeyBytes.special(special, key);
        }
        put();
    }

    private void put() {
        put(value.array(), 0, value.length());
    }

    private void put(byte[] bytes, int offset, int length) {
        if (length > longest) {
            row.add(LONG_FIELD);
            row.digits(length);
            row.add(':');
            byte[] sum = Digests.sha256(bytes, offset, length);
            row.hex(sum, 0, sum.length);
        } else {
            row.digits(length);
            row.add(':');
            row.add(bytes, offset, length);
        }
        next++;
    }
}
