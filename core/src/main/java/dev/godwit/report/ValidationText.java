package dev.godwit.report;

import dev.godwit.verify.CheckReport;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Difference;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.run.ValidationReport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A validation for people. */
public final class ValidationText {
    /** Differences of a table that are shown; all that are listed stand in JSON and in the control schema. */
    private static final int SHOWN = 10;

    private final StringBuilder text = new StringBuilder();

    private ValidationText() {}

    /** The whole report. */
    public static String of(ValidationReport report) {
        ValidationText writer = new ValidationText();
        writer.line("source  " + party(report.source()));
        writer.line("target  " + party(report.target()));
        writer.findings(report.pairing());
        report.checks().forEach(writer::check);
        report.tables().forEach(writer::table);
        writer.line(conclusion(report));
        return writer.text.toString();
    }

    /** One sentence. */
    static String conclusion(ValidationReport report) {
        long rows = report.tables().stream().mapToLong(TableOutcome::sourceRows).sum();
        String seen = report.tables().isEmpty()
                ? ""
                : ": " + Words.plural(report.tables().size(), "table") + ", " + Words.plural(rows, "row");
        return report.verdict() + seen + ", " + Words.duration(report.elapsed());
    }

    static String party(ValidationReport.Party party) {
        return party.place() + " (" + party.dialect() + " " + party.version() + ")";
    }

    private void check(CheckReport check) {
        line("");
        line(String.format(Locale.ROOT, "%-12s %s", check.check(), check.verdict()));
        findings(check.findings());
    }

    private void findings(List<Finding> findings) {
        for (Finding finding : findings) {
            line("  " + mark(finding.verdict()) + finding.subject() + ": " + finding.what());
        }
    }

    private static String mark(ValidationVerdict verdict) {
        return switch (verdict) {
            case EQUAL -> "note       ";
            case DIFFERENT -> "different  ";
            case INCONCLUSIVE -> "open       ";
        };
    }

    private void table(TableOutcome outcome) {
        line("");
        line(outcome.mapping().source().table() + "  " + outcome.verdict() + "  "
                + Words.plural(outcome.sourceRows(), "row") + " against " + Words.count(outcome.targetRows()));
        outcome.differences().stream().limit(SHOWN).forEach(this::difference);
        if (outcome.differing() > SHOWN) {
            line("  ... " + Words.count(outcome.differing() - SHOWN) + " more");
        }
    }

    private void difference(Difference difference) {
        String columns = difference.kind() == Difference.Kind.CHANGED
                ? "  "
                        + difference.columns().stream()
                                .map(Difference.Column::name)
                                .collect(Collectors.joining(", "))
                : "";
        line("  " + difference.kind().name().toLowerCase(Locale.ROOT) + "  " + difference.keyText() + columns);
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
