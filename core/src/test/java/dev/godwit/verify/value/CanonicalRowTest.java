package dev.godwit.verify.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dialect.FieldSink;
import dev.godwit.dialect.ValueClass;
import dev.godwit.fault.GodwitException;
import dev.godwit.verify.Mapping.Normalisation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** The canonical form of each class: what is equal, what is not, and in which order keys come. */
class CanonicalRowTest {
    private static final int ROUNDS = 3_000;

    private static String form(ValueClass meaning, Consumer<FieldSink> value) {
        return form(meaning, null, value);
    }

    private static String form(ValueClass meaning, Normalisation normalisation, Consumer<FieldSink> value) {
        Bytes row = new Bytes(16);
        CanonicalRow canonical = new CanonicalRow(new RowForm(List.of(new RowForm.Field(meaning, normalisation)), 0));
        canonical.begin(row, new Bytes(0));
        value.accept(canonical);
        assertThat(canonical.complete()).isTrue();
        return row.toString();
    }

    private static Consumer<FieldSink> text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return sink -> sink.text(utf8, 0, utf8.length);
    }

    private static Consumer<FieldSink> decimal(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        return sink -> sink.decimal(ascii, 0, ascii.length);
    }

    @Test
    void oneValueHasOneFormWhereverItComesFrom() {
        assertThat(form(ValueClass.DECIMAL, decimal("-001.500"))).isEqualTo("4:-1.5");
        assertThat(form(ValueClass.DECIMAL, decimal("-0.00"))).isEqualTo("1:0");
        assertThat(form(ValueClass.DECIMAL, decimal("0.05"))).isEqualTo("4:0.05");
        assertThat(form(ValueClass.DECIMAL, decimal(".5"))).isEqualTo("3:0.5");
        assertThat(form(ValueClass.DECIMAL, sink -> sink.integer(Long.MIN_VALUE)))
                .isEqualTo("20:-9223372036854775808");
        assertThat(form(ValueClass.DECIMAL, sink -> sink.fraction(0.1))).isEqualTo("3:0.1");
        assertThat(form(ValueClass.BOOLEAN, sink -> sink.integer(1)))
                .isEqualTo(form(ValueClass.BOOLEAN, sink -> sink.truth(true)));
        assertThat(form(ValueClass.BOOLEAN, sink -> sink.integer(2))).isEqualTo("1:2");
        assertThat(form(ValueClass.DOUBLE, sink -> sink.fraction(-0.0)))
                .isEqualTo(form(ValueClass.DOUBLE, sink -> sink.fraction(0.0)))
                .isEqualTo("16:0000000000000000");
        assertThat(form(ValueClass.DOUBLE, sink -> sink.fraction(Double.longBitsToDouble(0x7ff8000000000001L))))
                .isEqualTo(form(ValueClass.DOUBLE, sink -> sink.fraction(Double.NaN)));
        assertThat(form(ValueClass.DOUBLE, sink -> sink.integer(3)))
                .isEqualTo(form(ValueClass.DOUBLE, decimal("3.0")))
                .isEqualTo(form(ValueClass.DOUBLE, sink -> sink.fraction(3)));
        assertThat(form(ValueClass.UUID, text("{00112233445566778899AABBCCDDEEFF}")))
                .isEqualTo("36:00112233-4455-6677-8899-aabbccddeeff");
        assertThat(form(ValueClass.UUID, text("no uuid"))).isEqualTo("7:no uuid");
        assertThat(form(ValueClass.LABELS, text("b,a"))).isEqualTo("3:a,b");
        assertThat(form(ValueClass.CHARACTER, text("a  "))).isEqualTo("1:a");
        assertThat(form(ValueClass.TIMESTAMP, sink -> sink.day(-1))).isEqualTo("26:1969-12-31 00:00:00.000000");
        assertThat(form(ValueClass.TIME, sink -> sink.micros(-3_020_399_000_001L)))
                .isEqualTo("17:-838:59:59.000001");
    }

    @Test
    void nothingIsMixedUpWithSomething() {
        assertThat(form(ValueClass.TEXT, FieldSink::nothing)).isEqualTo("~");
        assertThat(form(ValueClass.TEXT, text("~"))).isEqualTo("1:~");
        assertThat(form(ValueClass.TEXT, text(""))).isEqualTo("0:");
        assertThat(form(ValueClass.TEXT, text("é"))).isNotEqualTo(form(ValueClass.TEXT, text("e\u0301")));
        assertThat(row("a|b", "c")).isNotEqualTo(row("a", "b|c"));
        assertThat(row("1:a", "b")).isNotEqualTo(row("1", "a1:b"));
        assertThat(row("x0", "y")).isNotEqualTo(row("x", "0y"));
    }

    private static String row(String one, String other) {
        Bytes row = new Bytes(16);
        RowForm.Field field = new RowForm.Field(ValueClass.TEXT, null);
        CanonicalRow canonical = new CanonicalRow(new RowForm(List.of(field, field), 0));
        canonical.begin(row, new Bytes(0));
        text(one).accept(canonical);
        text(other).accept(canonical);
        return row.toString();
    }

    @Test
    void declaredLossesAreTakenOut() {
        assertThat(form(ValueClass.TEXT, Normalisation.EMPTY_IS_NULL, text(""))).isEqualTo("~");
        assertThat(form(ValueClass.TEXT, Normalisation.TRAILING_SPACES, text("a ")))
                .isEqualTo("1:a");
        assertThat(form(ValueClass.TEXT, Normalisation.CASE, text("ÄB"))).isEqualTo("3:äb");
        assertThat(form(ValueClass.TEXT, Normalisation.UNICODE_NFC, text("e\u0301")))
                .isEqualTo("2:é");
        assertThat(form(ValueClass.TIMESTAMP, Normalisation.MILLISECONDS, sink -> sink.micros(-1)))
                .isEqualTo("26:1969-12-31 23:59:59.999000");
        assertThat(form(ValueClass.DOUBLE, Normalisation.SINGLE_PRECISION, sink -> sink.fraction(1.1)))
                .isEqualTo(form(ValueClass.FLOAT, sink -> sink.single(1.1f)));
        assertThat(form(ValueClass.JSON, Normalisation.JSON_TEXT, text("{ }"))).isEqualTo("3:{ }");
    }

    @Test
    void documentsAreComparedByTheirMeaning() {
        assertThat(form(ValueClass.JSON, text("{\"b\" : 1e2, \"a\":[1.0, -0, \"\\u00e9\\n\"]}")))
                .isEqualTo(form(ValueClass.JSON, text("{\"a\":[1,0,\"é\\n\"],\"b\":100}")));
        assertThat(form(ValueClass.JSON, text("{\"a\":1,\"a\":2}")))
                .isEqualTo(form(ValueClass.JSON, text("{\"a\":2}")));
        assertThat(form(ValueClass.JSON, text("[1]"))).isNotEqualTo(form(ValueClass.JSON, text("[\"1\"]")));
        assertThat(form(ValueClass.JSON, text("[null]"))).isNotEqualTo(form(ValueClass.JSON, text("[]")));
        assertThat(form(ValueClass.JSON, text("{no json"))).isEqualTo("8:{no json");
        assertThat(form(ValueClass.JSON, text("1e400000000"))).hasSizeLessThan(40);
        assertThat(form(ValueClass.JSON, text("[".repeat(5_000)))).isEqualTo("5000:" + "[".repeat(5_000));
    }

    @Test
    void oddValuesAreCounted() {
        CanonicalRow canonical = new CanonicalRow(new RowForm(List.of(new RowForm.Field(ValueClass.JSON, null)), 0));
        canonical.begin(new Bytes(8), new Bytes(8));
        text("{\"a\":1,\"a\":1}").accept(canonical);
        assertThat(canonical.oddities().duplicateJsonKeys()).isEqualTo(1);
    }

    @Test
    void aLongFieldIsKeptAsItsSumAndEveryByteOfItCounts() {
        String longText = "x".repeat(5 << 20);
        String form = form(ValueClass.TEXT, text(longText));
        assertThat(form).startsWith("#" + longText.length() + ":").hasSizeLessThan(100);
        assertThat(form(ValueClass.TEXT, text(longText.substring(1) + "y"))).isNotEqualTo(form);
    }

    @Test
    void aKeyIsNeverNull() {
        CanonicalRow canonical = new CanonicalRow(new RowForm(List.of(new RowForm.Field(ValueClass.TEXT, null)), 1));
        canonical.begin(new Bytes(8), new Bytes(8));
        assertThatThrownBy(canonical::nothing).isInstanceOf(GodwitException.class);
    }

    @Test
    void daysOfAllYearsAreThoseOfTheCalendar() {
        RandomGenerator random = random("days");
        for (int round = 0; round < ROUNDS; round++) {
            LocalDate day = LocalDate.ofEpochDay(random.nextLong(-3_000_000, 8_000_000));
            assertThat(form(ValueClass.DATE, sink -> sink.day(day.toEpochDay())))
                    .endsWith(":" + day);
        }
    }

    @Test
    void aRowTakenApartIsTheRowThatWasWritten() {
        RandomGenerator random = random("rows");
        RowForm.Field field = new RowForm.Field(ValueClass.TEXT, null);
        RowForm form = new RowForm(List.of(field, field, field), 0);
        CanonicalRow canonical = new CanonicalRow(form);
        for (int round = 0; round < ROUNDS; round++) {
            Bytes row = new Bytes(4);
            canonical.begin(row, new Bytes(0));
            List<String> values = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String value = random.nextInt(4) == 0 ? null : word(random);
                values.add(value);
                (value == null ? (Consumer<FieldSink>) FieldSink::nothing : text(value)).accept(canonical);
            }
            assertThat(FieldText.fields(form, row.array(), 0, row.length())).isEqualTo(values);
        }
    }

    @Test
    void keysOfNumbersSortByTheirValue() {
        RandomGenerator random = random("numbers");
        List<BigDecimal> numbers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            BigDecimal number = BigDecimal.valueOf(random.nextLong(-2_000, 2_000), random.nextInt(-100, 100));
            numbers.add(random.nextBoolean() ? number : BigDecimal.valueOf(random.nextLong()));
        }
        sorted(
                ValueClass.DECIMAL,
                numbers,
                Comparator.naturalOrder(),
                (number, sink) -> decimal(number.toPlainString()).accept(sink));
    }

    @Test
    void keysOfTextsSortByTheirBytesAndPartsDoNotRunIntoEachOther() {
        RandomGenerator random = random("texts");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            texts.add(word(random));
        }
        sorted(
                ValueClass.TEXT,
                texts,
                (one, other) -> Arrays.compareUnsigned(
                        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)),
                (value, sink) -> text(value).accept(sink));
        assertThat(key(ValueClass.TEXT, "a", "\0b")).isNotEqualTo(key(ValueClass.TEXT, "a\0", "b"));
        assertThat(Arrays.compareUnsigned(key(ValueClass.TEXT, "a", "z"), key(ValueClass.TEXT, "ab", "a")))
                .isNegative();
    }

    @Test
    void keysOfFractionsAndMomentsSortByTheirValue() {
        RandomGenerator random = random("fractions");
        List<Double> fractions =
                new ArrayList<>(List.of(Double.NEGATIVE_INFINITY, -1.5, 0.0, 5e-324, Double.POSITIVE_INFINITY));
        List<Long> moments = new ArrayList<>(List.of(0L, -1L, 1L));
        for (int i = 0; i < 400; i++) {
            fractions.add(random.nextDouble(-1e9, 1e9));
            moments.add(random.nextLong(-1_000_000_000_000_000L, 1_000_000_000_000_000L));
        }
        sorted(ValueClass.DOUBLE, fractions, Comparator.naturalOrder(), (value, sink) -> sink.fraction(value));
        sorted(ValueClass.TIMESTAMP, moments, Comparator.naturalOrder(), (value, sink) -> sink.micros(value));
    }

    private static <T> void sorted(
            ValueClass meaning, List<T> values, Comparator<T> order, BiConsumer<T, FieldSink> give) {
        for (T one : values) {
            T other = values.get((values.indexOf(one) * 7 + 3) % values.size());
            int expected = Integer.signum(order.compare(one, other));
            int found = Integer.signum(Arrays.compareUnsigned(
                    keyOf(meaning, sink -> give.accept(one, sink)), keyOf(meaning, sink -> give.accept(other, sink))));
            assertThat(found).as(one + " and " + other).isEqualTo(expected);
        }
    }

    private static byte[] keyOf(ValueClass meaning, Consumer<FieldSink> value) {
        Bytes key = new Bytes(4);
        CanonicalRow canonical = new CanonicalRow(new RowForm(List.of(new RowForm.Field(meaning, null)), 1));
        canonical.begin(new Bytes(4), key);
        value.accept(canonical);
        return Arrays.copyOf(key.array(), key.length());
    }

    private static byte[] key(ValueClass meaning, String one, String other) {
        Bytes key = new Bytes(4);
        RowForm.Field field = new RowForm.Field(meaning, null);
        CanonicalRow canonical = new CanonicalRow(new RowForm(List.of(field, field), 2));
        canonical.begin(new Bytes(4), key);
        text(one).accept(canonical);
        text(other).accept(canonical);
        return Arrays.copyOf(key.array(), key.length());
    }

    private static String word(RandomGenerator random) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            word.appendCodePoint("\0\u0001ab~#:1é\uFFFD😀".codePoints().toArray()[random.nextInt(11)]);
        }
        return word.toString();
    }

    private static RandomGenerator random(String what) {
        long seed = Long.getLong("godwit.seed", System.nanoTime());
        System.err.println("seed of " + what + ": " + seed);
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
