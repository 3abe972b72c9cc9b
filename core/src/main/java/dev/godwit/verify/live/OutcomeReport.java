package dev.godwit.verify.live;

import dev.godwit.verify.CheckReport;
import dev.godwit.verify.CheckReport.Figure;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.ValidationVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A table's outcome as a part of a check's report. Pure. */
final class OutcomeReport {
    private final TableOutcome outcome;
    private final String table;
    private final List<Finding> findings = new ArrayList<>();

    private OutcomeReport(TableOutcome outcome) {
        this.outcome = outcome;
        this.table = "table " + outcome.mapping().source().table();
    }

    static CheckReport of(String check, TableOutcome outcome, int mostDifferences, Duration elapsed) {
        OutcomeReport report = new OutcomeReport(outcome);
        report.differences();
        report.open();
        report.columns();
        outcome.notes().forEach(note -> report.add(ValidationVerdict.EQUAL, report.table, note));
        return new CheckReport(
                check,
                outcome.verdict(),
                report.findings,
                outcome.differences().stream().limit(mostDifferences).toList(),
                List.of(outcome.coverage()),
                report.figures(elapsed),
                elapsed);
    }

    private void add(ValidationVerdict verdict, String subject, String what) {
        findings.add(new Finding(verdict, subject, what));
    }

    private void differences() {
        if (outcome.differing() > 0) {
            String kinds = outcome.counts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            add(ValidationVerdict.DIFFERENT, table, "rows differ: " + kinds);
        }
        if (outcome.settled() > 0) {
            add(
                    ValidationVerdict.EQUAL,
                    table,
                    outcome.settled() + " rows differed at first and were equal later: lag");
        }
    }

    private void open() {
        if (outcome.unproven() > 0) {
            add(
                    ValidationVerdict.INCONCLUSIVE,
                    table,
                    outcome.unproven() + " further rows differed in one reading and were not looked at again");
        }
        if (!outcome.hot().isEmpty()) {
            add(
                    ValidationVerdict.INCONCLUSIVE,
                    table,
                    outcome.hot().size() + " rows are hot: written to whenever they were looked at");
        }
        String doubt = outcome.doubt();
        if (doubt != null) {
            add(ValidationVerdict.INCONCLUSIVE, table, doubt);
        }
        if (!outcome.finished()) {
            add(ValidationVerdict.INCONCLUSIVE, table, "the comparison was stopped on its way");
        }
    }

    private void columns() {
        for (Mapping.Column column : outcome.mapping().columns()) {
            if (column.rule() instanceof Mapping.Rule.NotCompared left) {
                add(
                        left.declared() ? ValidationVerdict.EQUAL : ValidationVerdict.INCONCLUSIVE,
                        table + " column " + column.name(),
                        "not compared: " + left.reason());
            }
        }
    }

    private List<Figure> figures(Duration elapsed) {
        String subject = outcome.mapping().source().table().toString();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(subject, "rows of the source", String.valueOf(outcome.sourceRows()), "rows"));
        figures.add(new Figure(subject, "rows of the target", String.valueOf(outcome.targetRows()), "rows"));
        for (Difference.Kind kind : Difference.Kind.values()) {
            long count = outcome.counts().getOrDefault(kind, 0L);
            figures.add(new Figure(subject, kind.name().toLowerCase(Locale.ROOT), String.valueOf(count), "rows"));
        }
        figures.add(new Figure(subject, "elapsed", String.valueOf(elapsed.toMillis()), "ms"));
        return figures;
    }
}
