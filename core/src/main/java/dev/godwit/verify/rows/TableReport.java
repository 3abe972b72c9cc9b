package dev.godwit.verify.rows;

import dev.godwit.verify.CheckReport;
import dev.godwit.verify.CheckReport.Figure;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.value.Oddities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table's result as a report: what was found, and what somebody who trusts it has to know. Pure. */
public final class TableReport {
    private TableReport() {}

    /** The report of one table. */
    public static CheckReport of(String check, TableResult result, Duration elapsed) {
        List<Finding> findings = new ArrayList<>();
        String table = "table " + result.mapping().source().table();
        differences(result, table, findings);
        notCompared(result.mapping(), table, findings);
        notes(result, table, findings);
        List<ValidationVerdict> verdicts =
                findings.stream().map(Finding::verdict).collect(Collectors.toList());
        verdicts.add(result.verdict());
        return new CheckReport(
                check,
                ValidationVerdict.of(verdicts),
                findings,
                result.differences(),
                List.of(result.coverage()),
                figures(result, elapsed),
                elapsed);
    }

    /** The report of a table of which nothing can be compared. */
    static CheckReport notCompared(String check, Mapping mapping) {
        List<Finding> findings = new ArrayList<>();
        notCompared(mapping, "table " + mapping.source().table(), findings);
        return CheckReport.of(check, findings, List.of(), Duration.ZERO);
    }

    private static void differences(TableResult result, String table, List<Finding> findings) {
        if (result.differing() > 0) {
            String kinds = result.counts().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            findings.add(new Finding(ValidationVerdict.DIFFERENT, table, "rows differ: " + kinds));
        }
        if (!result.finished()) {
            findings.add(new Finding(ValidationVerdict.INCONCLUSIVE, table, "the comparison was stopped on its way"));
        }
    }

    private static void notCompared(Mapping mapping, String table, List<Finding> findings) {
        for (Mapping.Column column : mapping.columns()) {
            if (column.rule() instanceof Mapping.Rule.NotCompared left) {
                findings.add(new Finding(
                        left.declared() ? ValidationVerdict.EQUAL : ValidationVerdict.INCONCLUSIVE,
                        table + " column " + column.name(),
                        "not compared: " + left.reason()));
            }
        }
        if (mapping.compared().isEmpty()) {
            findings.add(new Finding(ValidationVerdict.INCONCLUSIVE, table, "no column is compared"));
        }
    }

    private static void notes(TableResult result, String table, List<Finding> findings) {
        if (result.repeatedKeys() > 0) {
            findings.add(note(table, result.repeatedKeys() + " keys are there several times"));
        }
        if (result.mapping().keyColumns() == 0) {
            findings.add(
                    note(table, "has no key: rows are compared as a multiset, a changed row is missing and extra"));
        }
        oddities(result.source(), table + " of the source", findings);
        oddities(result.target(), table + " of the target", findings);
    }

    private static void oddities(Oddities odd, String subject, List<Finding> findings) {
        odd.specials().forEach((special, count) -> findings.add(note(subject, count + " values are " + special)));
        if (odd.duplicateJsonKeys() > 0) {
            findings.add(
                    note(subject, odd.duplicateJsonKeys() + " keys of JSON objects are there twice; the last counted"));
        }
        if (odd.documentsAsText() > 0) {
            findings.add(note(subject, odd.documentsAsText() + " JSON documents were compared as texts"));
        }
    }

    private static Finding note(String subject, String what) {
        return new Finding(ValidationVerdict.EQUAL, subject, what);
    }

    private static List<Figure> figures(TableResult result, Duration elapsed) {
        String table = result.mapping().source().table().toString();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(table, "rows of the source", String.valueOf(result.sourceRows()), "rows"));
        figures.add(new Figure(table, "rows of the target", String.valueOf(result.targetRows()), "rows"));
        for (Difference.Kind kind : Difference.Kind.values()) {
            long count = result.counts().getOrDefault(kind, 0L);
            figures.add(new Figure(table, kind.name().toLowerCase(Locale.ROOT), String.valueOf(count), "rows"));
        }
        figures.add(new Figure(table, "elapsed", String.valueOf(elapsed.toMillis()), "ms"));
        return figures;
    }
}
