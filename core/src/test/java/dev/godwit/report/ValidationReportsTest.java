package dev.godwit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.dialect.ValueClass;
import dev.godwit.dialect.ValueType;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.testing.Golden;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.CheckReport.Figure;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.canary.Canary;
import dev.godwit.verify.live.Hot;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.run.ValidationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One validation in all its printed forms, with names and keys that mean harm. */
class ValidationReportsTest {
    private static final String SECRET = "hunter2 <b>\"'&|`\u001b[31m";
    private static final String HOSTILE_KEY = "<img src=x onerror=alert(1)>|`\n\u001b[2J";
    private static final TableName USERS = TableName.of("public", "users<script>");
    private static final TableName EMPTY = TableName.of("public", "empty");

    /** A form, and the file that holds it. */
    enum Form {
        TEXT("txt", ValidationText::of),
        JSON("json", ValidationJson::of),
        LINE("jsonl", ValidationJson::line),
        MARKDOWN("md", ValidationMarkdown::of),
        HTML("html", ValidationHtml::of);

        private final String extension;
        private final BiFunction<ValidationReport, Boolean, String> writer;

        Form(String extension, BiFunction<ValidationReport, Boolean, String> writer) {
            this.extension = extension;
            this.writer = writer;
        }

        String of(boolean values) {
            return writer.apply(report(), values);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenAsTheFileSays(Form form) {
        Golden.check("validation." + form.extension, form.of(false));
        Golden.check("validation-values." + form.extension, form.of(true));
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfRowsAreLeftOutUnlessSomebodyAsksForThem(Form form) {
        assertThat(form.of(false)).doesNotContain("hunter2").doesNotContain("1815-12-10");
        assertThat(form.of(true)).contains("hunter2").contains("1815-12-10");
    }

    @ParameterizedTest
    @EnumSource
    void everyHotRowIsListedWithItsReason(Form form) {
        for (boolean values : List.of(true, false)) {
            assertThat(form.of(values)).contains("the source changed it whenever both sides were looked at");
        }
    }

    @Test
    void nothingOfANameAKeyOrAValueIsMarkupInHtml() {
        String page = Form.HTML.of(true);
        assertThat(page).contains("users&lt;script&gt;").contains("&lt;img src=x onerror=alert(1)&gt;");
        String tags = page.substring(page.indexOf("<body>"))
                .replaceAll("</?(body|html|h[1-3]|p|code|ul|li|table|tr|td|th|span)( class=\"[A-Z]+\")?>", "");
        assertThat(tags).doesNotContain("<").doesNotContain(">");
    }

    @Test
    void nothingOfANameAKeyOrAValueIsMarkupInMarkdown() {
        String outsideOfCode = Form.MARKDOWN.of(true).replaceAll("`[^`\n]*`", "");
        assertThat(outsideOfCode).doesNotContain("<").doesNotContain("`");
    }

    @Test
    void aKeyCannotMoveTheCursorOrPoseAsALineOfItsOwn() {
        for (boolean values : List.of(true, false)) {
            assertThat(Form.TEXT.of(values).replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    private static ValidationReport report() {
        TableOutcome users = users();
        TableOutcome empty = outcome(EMPTY, List.of(), Map.of(), List.of());
        CheckReport rows = new CheckReport(
                "rows",
                ValidationVerdict.DIFFERENT,
                List.of(
                        new Finding(
                                ValidationVerdict.DIFFERENT,
                                "table " + USERS,
                                "rows differ: 1 missing, 1 extra, 2 changed"),
                        new Finding(
                                ValidationVerdict.EQUAL,
                                "table " + USERS + " column note",
                                "not compared: it is <i>new</i>")),
                users.differences(),
                List.of(users.coverage(), empty.coverage()),
                List.of(),
                Duration.ofMillis(1234));
        CheckReport counts = CheckReport.of(
                "counts",
                List.of(new Finding(ValidationVerdict.INCONCLUSIVE, "table " + EMPTY, "it is written to")),
                List.of(new Figure(USERS.toString(), "rows of the source", "100", "rows")),
                Duration.ofMillis(7));
        return new ValidationReport(
                party("postgresql://ana@old.example.org:5432/shop", "postgresql", "17.2"),
                party("mysql://ana@new.example.org:3306/shop", "mysql", "11.4.5-MariaDB"),
                List.of(new Finding(
                        ValidationVerdict.DIFFERENT, "table public.lost", "the target has no table of that name")),
                List.of(counts, rows),
                List.of(users, empty),
                List.of(
                        new Canary.Sighting(EMPTY.toString(), true, "invented row"),
                        new Canary.Sighting(USERS.toString(), false, "changed row, columns name")),
                Instant.parse("2026-01-02T03:04:05Z"),
                Duration.ofMillis(4321),
                "1.2.3");
    }

    private static ValidationReport.Party party(String place, String dialect, String version) {
        return new ValidationReport.Party(place, dialect, version, "7345", "shop");
    }

    private static TableOutcome users() {
        Key hostile = new Key(List.of(HOSTILE_KEY, "2"));
        return outcome(
                USERS,
                List.of(
                        new Difference(
                                USERS, Difference.Kind.MISSING, key("7"), null, List.of(column("name", SECRET, null))),
                        new Difference(USERS, Difference.Kind.EXTRA, null, key("8"), List.of(column("name", null, ""))),
                        new Difference(
                                USERS,
                                Difference.Kind.CHANGED,
                                key("9"),
                                key("9"),
                                List.of(
                                        column("name", SECRET, "other"),
                                        new Difference.Column(
                                                "born", "1815-12-10", "1815-12-11", "only in Unicode normal form"))),
                        new Difference(
                                USERS, Difference.Kind.CHANGED, hostile, hostile, List.of(column("name", "a", null)))),
                Map.of(Difference.Kind.MISSING, 1L, Difference.Kind.EXTRA, 1L, Difference.Kind.CHANGED, 2L),
                List.of(
                        new Hot(USERS, key("11"), 12, "the source changed it whenever both sides were looked at"),
                        new Hot(USERS, hostile, 12, "it differed, and not yet for long")));
    }

    private static Key key(String number) {
        return new Key(List.of(number));
    }

    private static Difference.Column column(String name, @Nullable String source, @Nullable String target) {
        return new Difference.Column(name, source, target, "");
    }

    private static TableOutcome outcome(
            TableName table, List<Difference> differences, Map<Difference.Kind, Long> counts, List<Hot> hot) {
        Mapping mapping = new Mapping(
                new Mapping.Rows(table, null),
                new Mapping.Rows(table, null),
                List.of(
                        compared("id", ValueClass.INTEGER),
                        compared("name", ValueClass.TEXT),
                        compared("born", ValueClass.DATE)),
                1);
        SnapshotReader.Position position = new SnapshotReader.Position("10:12:", "0/1000");
        Coverage.Chunk chunk = new Coverage.Chunk(
                0,
                KeyInterval.everything(),
                differences.isEmpty() ? 0 : 100,
                differences.isEmpty() ? 0 : 100,
                Fingerprint.of("source"),
                Fingerprint.of("target"),
                differences.size(),
                differences.isEmpty() ? ValidationVerdict.EQUAL : ValidationVerdict.DIFFERENT,
                position,
                position);
        return new TableOutcome(
                mapping,
                new Coverage(table, List.of(chunk)),
                differences,
                counts,
                0,
                3,
                hot,
                "each difference read again: source, target, source",
                true,
                List.of("it is <i>odd</i>"));
    }

    private static Mapping.Column compared(String name, ValueClass meaning) {
        Selection.Field field =
                new Selection.Field(Sql.of("t.{}", Sql.verbatim(name)), new ValueType(meaning, "text", "text"), true);
        return new Mapping.Column(name, field, field, meaning, new Mapping.Rule.Exact());
    }
}
