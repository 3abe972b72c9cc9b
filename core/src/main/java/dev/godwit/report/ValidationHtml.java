package dev.godwit.report;

import dev.godwit.verify.CheckReport;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Difference;
import dev.godwit.verify.cause.Causes;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.run.ValidationReport;
import java.util.List;
import java.util.Locale;

/** A validation as one page for a browser, without scripts and without anything from elsewhere. */
public final class ValidationHtml {
    /** Differences of a table that are shown; a page with more cannot be read. */
    private static final int SHOWN = 1_000;

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Validation</title><style>
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222}
            table{border-collapse:collapse;margin:.5rem 0}td,th{border:1px solid #ccc;padding:.2rem .6rem;text-align:left}
            .EQUAL{color:#17692f}.DIFFERENT{color:#a4161a}.INCONCLUSIVE{color:#8a5a00}code{background:#f3f3f3}
            @media(prefers-color-scheme:dark){body{background:#111;color:#ddd}code{background:#222}}
            </style></head><body>
            """;

    private final StringBuilder text = new StringBuilder(HEAD);
    private final boolean values;

    private ValidationHtml(boolean values) {
        this.values = values;
    }

    /** @param values whether values of rows are shown */
    public static String of(ValidationReport report, boolean values) {
        ValidationHtml writer = new ValidationHtml(values);
        writer.line("<h1 class=\"" + report.verdict() + "\">" + escaped(ValidationText.conclusion(report)) + "</h1>");
        writer.line("<p>Source <code>" + escaped(ValidationText.party(report.source())) + "</code>, target <code>"
                + escaped(ValidationText.party(report.target())) + "</code>, " + report.began() + "</p>");
        writer.findings(report.pairing());
        report.checks().forEach(writer::check);
        report.tables().forEach(writer::table);
        ValidationText.canaryLines(report).forEach(each -> writer.line("<p>" + escaped(each) + "</p>"));
        writer.line("</body></html>");
        return writer.text.toString();
    }

    private void check(CheckReport check) {
        line("<h2>" + escaped(check.check()) + " <span class=\"" + check.verdict() + "\">" + check.verdict()
                + "</span></h2>");
        findings(check.findings());
        if (check.coverage().isEmpty() && !check.figures().isEmpty()) {
            line("<table><tr><th>Of</th><th>Figure</th><th>Value</th></tr>");
            check.figures()
                    .forEach(
                            figure -> line("<tr><td>" + escaped(figure.subject()) + "</td><td>" + escaped(figure.name())
                                    + "</td><td>" + escaped(figure.value() + " " + figure.unit()) + "</td></tr>"));
            line("</table>");
        }
    }

    private void findings(List<Finding> findings) {
        if (!findings.isEmpty()) {
            line("<ul>");
            findings.forEach(finding -> line("<li class=\"" + finding.verdict() + "\">" + escaped(finding.subject())
                    + ": " + escaped(finding.what()) + "</li>"));
            line("</ul>");
        }
    }

    private void table(TableOutcome outcome) {
        line("<h3>" + escaped(outcome.mapping().source().table().toString()) + " <span class=\"" + outcome.verdict()
                + "\">" + outcome.verdict() + "</span></h3>");
        line("<p>" + Words.count(outcome.sourceRows()) + " rows against " + Words.count(outcome.targetRows()) + "; "
                + escaped(outcome.moment()) + "</p>");
        Causes.of(outcome.mapping(), outcome.differences())
                .forEach(cause -> line("<p>Cause: " + escaped(cause.toString()) + "</p>"));
        if (outcome.differences().isEmpty() && outcome.hot().isEmpty()) {
            return;
        }
        line("<table><tr><th>Row</th><th>Difference</th><th>Columns</th></tr>");
        outcome.differences().stream().limit(SHOWN).forEach(this::difference);
        outcome.hot().forEach(hot -> row(hot.key().toString(), "hot", hot.reason()));
        line("</table>");
    }

    private void difference(Difference difference) {
        row(
                difference.keyText(),
                difference.kind().name().toLowerCase(Locale.ROOT),
                ValidationText.columns(difference, values));
    }

    private void row(String key, String kind, String columns) {
        line("<tr><td><code>" + escaped(key) + "</code></td><td>" + kind + "</td><td>" + escaped(columns)
                + "</td></tr>");
    }

    private static String escaped(String content) {
        return content.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
