package dev.godwit.lint.render;

import dev.godwit.lint.Finding;
import dev.godwit.lint.LintReport;
import dev.godwit.lint.Severity;
import java.util.Locale;

/** A report as a table for a pull request. Pure. */
public final class MarkdownReport {
    private MarkdownReport() {}

    /** A summary, and a row for each finding that counts. */
    public static String render(LintReport report) {
        StringBuilder text = new StringBuilder("## Lint: ")
                .append(count(report.migrations(), "migration"))
                .append(", ")
                .append(count(report.count(Severity.ERROR), "error"))
                .append(", ")
                .append(count(report.count(Severity.WARNING), "warning"))
                .append(", ")
                .append(count(report.count(Severity.NOTE), "note"))
                .append('\n');
        if (!report.active().isEmpty()) {
            text.append("\n| severity | rule | where | what | instead |\n|---|---|---|---|---|\n");
            report.active().forEach(finding -> text.append(row(finding)));
        }
        return text.toString();
    }

    private static String row(Finding finding) {
        return "| " + finding.severity().name().toLowerCase(Locale.ROOT) + " | "
                + finding.rule().id() + " " + finding.rule().name() + " | `" + cell(finding.file()) + ":"
                + finding.position().line() + "` | " + cell(finding.message()) + " | "
                + cell(finding.rule().instead()) + " |\n";
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ");
    }
}
