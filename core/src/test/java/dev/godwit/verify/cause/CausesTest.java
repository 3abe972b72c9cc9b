package dev.godwit.verify.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.ValueClass;
import dev.godwit.dialect.ValueType;
import dev.godwit.model.Key;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CausesTest {
    /** Pairs of a source's and a target's value, and what is told of them. */
    private record Case(ValueClass meaning, String wanted, List<String[]> pairs) {
        static Case of(ValueClass meaning, String wanted, @Nullable String... values) {
            List<String[]> pairs = new ArrayList<>();
            for (int i = 0; i < values.length; i += 2) {
                pairs.add(new String[] {values[i], values[i + 1]});
            }
            return new Case(meaning, wanted, pairs);
        }

        @Override
        public String toString() {
            return wanted;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                Case.of(
                        ValueClass.TIMESTAMP,
                        "time shift in v: the target is later by 2 h (2 of 2)",
                        "2024-01-15 10:00:00.000000",
                        "2024-01-15 12:00:00.000000",
                        "2024-07-15 23:00:00.000001",
                        "2024-07-16 01:00:00.000001"),
                Case.of(
                        ValueClass.TEXT,
                        "double encoding in v: UTF-8 was read as Latin-1 and encoded again (2 of 2)",
                        "Zoë",
                        "ZoÃ«",
                        "Müller",
                        "MÃ¼ller"),
                Case.of(
                        ValueClass.TEXT,
                        "truncation in v: cut off behind 5 characters (2 of 2)",
                        "godwits",
                        "godwi",
                        "migration",
                        "migra"),
                Case.of(
                        ValueClass.DECIMAL,
                        "rounding in v: rounded to 2 digits behind the point (2 of 2)",
                        "1.005",
                        "1.01",
                        "2.349",
                        "2.35"),
                Case.of(
                        ValueClass.DECIMAL,
                        "rounding in v: cut off to 1 digits behind the point (2 of 2)",
                        "1.09",
                        "1",
                        "2.38",
                        "2.3"),
                Case.of(ValueClass.TEXT, "padding in v: only blanks at the end differ (2 of 2)", "a", "a  ", "b ", "b"),
                Case.of(
                        ValueClass.TEXT,
                        "padding in v: only zeros at the beginning differ (2 of 2)",
                        "007",
                        "7",
                        "042",
                        "42"),
                Case.of(ValueClass.TEXT, "case in v: only upper and lower case differ (2 of 2)", "Ab", "ab", "C", "c"),
                Case.of(
                        ValueClass.TEXT,
                        "Unicode form in v: the same letters in another Unicode normal form (2 of 2)",
                        "é",
                        "e\u0301",
                        "ö",
                        "o\u0308"),
                Case.of(
                        ValueClass.TEXT,
                        "NULL against empty text in v: an empty text became NULL (2 of 2)",
                        "",
                        null,
                        "",
                        null),
                Case.of(ValueClass.INTEGER, "lost value in v: the value became NULL (2 of 2)", "1", null, "2", null));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesTheCause(Case one) {
        List<Difference> differences = new ArrayList<>();
        for (String[] pair : one.pairs()) {
            differences.add(changed(differences.size(), new Difference.Column("v", pair[0], pair[1], "")));
        }
        assertThat(Causes.of(mapping(one.meaning()), differences))
                .extracting(Cause::toString)
                .containsExactly(one.wanted());
    }

    @Test
    void valuesWithNothingInCommonHaveNoCause() {
        List<Difference> differences = List.of(
                changed(1, new Difference.Column("v", "apple", "pear", "")),
                changed(2, new Difference.Column("v", "plum", "fig", "")));
        assertThat(Causes.of(mapping(ValueClass.TEXT), differences)).isEmpty();
    }

    @Test
    void swappedColumnsAreOneCause() {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            differences.add(changed(
                    i,
                    new Difference.Column("first", "a" + i, "b" + i, ""),
                    new Difference.Column("last", "b" + i, "a" + i, "")));
        }
        assertThat(Causes.of(mapping(ValueClass.TEXT), differences))
                .extracting(Cause::toString)
                .containsExactly("swapped columns in first and last: each has the other's value (3 of 3)");
    }

    @Test
    void everyTenThousandthRowThatIsMissingIsNamed() {
        List<Difference> differences = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            Key key = new Key(List.of(String.valueOf(i * 10_000)));
            differences.add(new Difference(TableName.of("t"), Difference.Kind.MISSING, key, null, List.of()));
        }
        assertThat(Causes.of(mapping(ValueClass.TEXT), differences))
                .extracting(Cause::toString)
                .containsExactly("missing rows: every 10000th key (5 of 5)");
    }

    private static Difference changed(int id, Difference.Column... columns) {
        Key key = new Key(List.of(String.valueOf(id)));
        return new Difference(TableName.of("t"), Difference.Kind.CHANGED, key, key, List.of(columns));
    }

    private static Mapping mapping(ValueClass meaning) {
        Selection.Field field = new Selection.Field(Sql.of("v"), new ValueType(meaning, "any", "any"), true);
        Mapping.Rows rows = new Mapping.Rows(TableName.of("t"), null);
        return new Mapping(
                rows, rows, List.of(new Mapping.Column("v", field, field, meaning, new Mapping.Rule.Exact())), 0);
    }
}
