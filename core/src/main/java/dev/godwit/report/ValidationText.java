package dev.godwit.report;

import dev.godwit.verify.CheckReport;
import dev.godwit.verify.CheckReport.Figure;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Difference;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.canary.Canary;
import dev.godwit.verify.cause.Causes;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.run.ValidationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A validation for people. */
public final class ValidationText {
    /** Differences of a table that are shown; all that are listed stand in JSON and in the control schema. */
    private static final int SHOWN = 10;

    private static final int LONGEST = 60;

    /** Figures of a check that are shown; all of them stand in JSON. */
    private static final int SHOWN_FIGURES = 40;

    private final StringBuilder text = new StringBuilder();

    private final boolean values;

    private ValidationText(boolean values) {
        this.values = values;
    }

    /** @param values whether values of rows are shown */
    public static String of(ValidationReport report, boolean values) {
        ValidationText writer = new ValidationText(values);
        writer.line("source  " + party(report.source()));
        writer.line("target  " + party(report.target()));
        writer.findings(report.pairing());
        report.checks().forEach(writer::check);
        report.tables().forEach(writer::table);
        writer.canary(report);
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
        if (check.coverage().isEmpty()) {
            figures(check.figures());
        }
    }

    /** Of checks that read no rows the figures are the answer; those of the comparison of rows stand with its tables. */
    private void figures(List<Figure> figures) {
        figures.stream()
                .limit(SHOWN_FIGURES)
                .forEach(figure -> line(("  figure     " + figure.subject() + ": " + figure.name() + " "
                                + figure.value() + " " + figure.unit())
                        .stripTrailing()));
        if (figures.size() > SHOWN_FIGURES) {
            line("  ... " + Words.count(figures.size() - SHOWN_FIGURES) + " more figures");
        }
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
        if (outcome.differing() == 0 && outcome.hot().isEmpty()) {
            return;
        }
        line("");
        line(outcome.mapping().source().table() + "  " + outcome.verdict() + "  "
                + Words.plural(outcome.sourceRows(), "row") + " against " + Words.count(outcome.targetRows()));
        Causes.of(outcome.mapping(), outcome.differences()).forEach(cause -> line("  cause    " + cause));
        outcome.differences().stream().limit(SHOWN).forEach(this::difference);
        if (outcome.differing() > SHOWN) {
            line("  ... " + Words.count(outcome.differing() - SHOWN) + " more");
        }
        outcome.hot().stream().limit(SHOWN).forEach(hot -> line("  hot      " + hot.key() + "  " + hot.reason()));
    }

    private void difference(Difference difference) {
        line(String.format(
                        Locale.ROOT,
                        "  %-8s %s  %s",
                        difference.kind().name().toLowerCase(Locale.ROOT),
                        difference.keyText(),
                        columns(difference, values))
                .stripTrailing());
    }

    /** The columns of a difference; of a row that is on one side alone only where values are shown. */
    static String columns(Difference difference, boolean values) {
        if (!values) {
            return difference.kind() == Difference.Kind.CHANGED
                    ? difference.columns().stream().map(ValidationText::noted).collect(Collectors.joining(", "))
                    : "";
        }
        return difference.columns().stream()
                .map(column -> column.name() + ": " + shown(column.source()) + " -> " + shown(column.target()))
                .collect(Collectors.joining(", "));
    }

    private static String noted(Difference.Column column) {
        return column.name() + (column.note().isEmpty() ? "" : " (" + column.note() + ")");
    }

    private static String shown(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return "'" + (value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value) + "'";
    }

    private void canary(ValidationReport report) {
        line("");
        canaryLines(report).forEach(each -> line("canary       " + each));
    }

    /** What became of the differences that were planted. */
    static List<String> canaryLines(ValidationReport report) {
        List<String> lines = new ArrayList<>();
        long seen = report.canary().stream().filter(Canary.Sighting::seen).count();
        if (seen > 0) {
            lines.add("a planted difference was seen in " + Words.plural(seen, "equal table"));
        }
        report.canary().stream()
                .filter(sighting -> !sighting.seen())
                .forEach(sighting -> lines.add("NOT seen in " + sighting.table() + ": " + sighting.planted()));
        return lines;
    }

    /** What a key holds can neither move the cursor nor pose as another line. */
    private void line(String content) {
        text.append(content.replaceAll("\\p{Cntrl}", "?")).append('\n');
    }
}
