package dev.godwit.report;

import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Difference;
import dev.godwit.verify.cause.Causes;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.run.ValidationReport;

/** A validation for a pull request. */
public final class ValidationMarkdown {
    /** Differences of a table that are shown. */
    private static final int SHOWN = 50;

    private final StringBuilder text = new StringBuilder();
    private final boolean values;

    private ValidationMarkdown(boolean values) {
        this.values = values;
    }

    /** @param values whether values of rows are shown */
    public static String of(ValidationReport report, boolean values) {
        ValidationMarkdown writer = new ValidationMarkdown(values);
        writer.line("## Validation: " + ValidationText.conclusion(report));
        writer.line("");
        writer.line("Source " + cell(ValidationText.party(report.source())) + ", target "
                + cell(ValidationText.party(report.target())) + ".");
        report.pairing().forEach(writer::finding);
        writer.line("");
        writer.line("| Check | Result | Time |");
        writer.line("|---|---|---|");
        report.checks()
                .forEach(check -> writer.line("| " + check.check() + " | " + check.verdict() + " | "
                        + Words.duration(check.elapsed()) + " |"));
        report.checks().forEach(writer::check);
        report.tables().forEach(writer::table);
        writer.line("");
        ValidationText.canaryLines(report).forEach(each -> writer.line(cell(each)));
        return writer.text.toString();
    }

    private void check(CheckReport check) {
        if (!check.findings().isEmpty()) {
            line("");
            line("### " + check.check());
            check.findings().forEach(this::finding);
        }
    }

    private void finding(CheckReport.Finding finding) {
        line("- " + finding.verdict() + " " + cell(finding.subject()) + ": " + cell(finding.what()));
    }

    private void table(TableOutcome outcome) {
        if (outcome.differing() == 0 && outcome.hot().isEmpty()) {
            return;
        }
        line("");
        line("### " + code(outcome.mapping().source().table().toString()) + ": " + outcome.verdict());
        Causes.of(outcome.mapping(), outcome.differences())
                .forEach(cause -> line("- cause: " + cell(cause.toString())));
        line("");
        line("| Row | Difference | Columns |");
        line("|---|---|---|");
        outcome.differences().stream().limit(SHOWN).forEach(this::difference);
        outcome.hot().forEach(hot -> line("| " + code(hot.key().toString()) + " | hot | " + cell(hot.reason()) + " |"));
        if (outcome.differing() > SHOWN) {
            line("");
            line("and " + Words.count(outcome.differing() - SHOWN) + " more");
        }
    }

    private void difference(Difference difference) {
        line("| " + code(difference.keyText()) + " | "
                + difference.kind().name().toLowerCase(java.util.Locale.ROOT) + " | "
                + cell(ValidationText.columns(difference, values)) + " |");
    }

    /** Within backquotes there is no markup, and no way out of them. */
    private static String code(String content) {
        return "`" + plain(content) + "`";
    }

    private static String cell(String content) {
        return plain(content).replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String plain(String content) {
        return content.replace("|", "\\|").replaceAll("\\p{Cntrl}", " ").replace("`", "'");
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
