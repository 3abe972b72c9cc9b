package dev.godwit.lint.render;

import dev.godwit.lint.Finding;
import dev.godwit.lint.Fix;
import dev.godwit.lint.LintReport;
import dev.godwit.lint.Severity;
import dev.godwit.lint.Suppression;
import dev.godwit.sql.LockWords;
import dev.godwit.sql.Work;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report for people: each finding with its place, the line with a caret, why it matters, and what to do instead. */
public final class TextReport {
    private static final int CARET_LIMIT = 60;

    private final StringBuilder text = new StringBuilder();

    private final LockWords words;

    private TextReport(LockWords words) {
        this.words = words;
    }

    /** The report on scripts of a server whose locks are called by their levels. */
    public static String render(LintReport report) {
        return render(report, LockWords.AS_NAMED);
    }

    /**
     * The report as plain text, grouped by file, ending in a summary line.
     *
     * @param words for the locks of the server that the scripts are for
     */
    public static String render(LintReport report, LockWords words) {
        TextReport rendered = new TextReport(words);
        report.findings().stream().filter(finding -> !finding.isSuppressed()).forEach(rendered::finding);
        report.findings().stream().filter(Finding::isSuppressed).forEach(rendered::suppressed);
        rendered.summary(report);
        return rendered.text.toString();
    }

    private void finding(Finding finding) {
        line(word(finding.severity()) + "[" + finding.rule().id() + " "
                + finding.rule().name() + "]: " + finding.message());
        if (finding.excerpt().isEmpty()) {
            line("  --> " + finding.file());
        } else {
            line("  --> " + finding.file() + ":" + finding.position().line() + ":"
                    + finding.position().column());
            excerpt(finding);
        }
        line("   why: " + capital(finding.rule().title()) + ". "
                + finding.rule().why());
        cost(finding);
        line("   instead: " + finding.rule().instead());
        fix(finding.fix());
        line("");
    }

    private void excerpt(Finding finding) {
        String number = String.valueOf(finding.position().line());
        String margin = " ".repeat(number.length());
        int column = Math.min(finding.position().column() - 1, finding.excerpt().length());
        int width = Math.min(finding.length(), finding.excerpt().stripTrailing().length() - column);
        line(margin + " |");
        line(number + " | " + finding.excerpt().replace('\t', ' '));
        line(margin + " | " + " ".repeat(column) + "^".repeat(Math.max(1, Math.min(width, CARET_LIMIT))));
    }

    private void cost(Finding finding) {
        if (finding.lock().blocksApplication()) {
            String on = finding.table() == null ? "" : " on " + finding.table();
            line("   lock: " + words.of(finding.lock()) + on + ", keeps out "
                    + finding.lock().keepsOut());
        }
        if (finding.work() != Work.CATALOG) {
            String rows = finding.estimatedRows() == null
                    ? ""
                    : String.format(Locale.ROOT, ", about %,d rows", finding.estimatedRows());
            line("   work: " + words(finding.work()).toLowerCase(Locale.ROOT) + rows);
        }
    }

    private void fix(@Nullable Fix fix) {
        if (fix instanceof Fix.Rewrite rewrite) {
            String remains = rewrite.remains() == null ? "" : "; " + rewrite.remains();
            line("   fix: godwit lint --fix rewrites it" + remains);
        } else if (fix instanceof Fix.Refusal refusal) {
            line("   fix: by hand, " + refusal.why());
        }
    }

    private void suppressed(Finding finding) {
        Suppression by = finding.suppression();
        String reason = by == null || by.reason() == null ? "no reason given" : by.reason();
        line("suppressed[" + finding.rule().id() + " " + finding.rule().name() + "]: " + finding.file() + ":"
                + finding.position().line() + ": " + reason);
    }

    private void summary(LintReport report) {
        int suppressed = report.findings().size() - report.active().size();
        line(count(report.migrations(), "migration") + ": "
                + count(report.count(Severity.ERROR), "error") + ", "
                + count(report.count(Severity.WARNING), "warning") + ", "
                + count(report.count(Severity.NOTE), "note")
                + (suppressed == 0 ? "" : ", " + suppressed + " suppressed"));
    }

    private static String capital(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String words(Enum<?> value) {
        return value.name().replace('_', ' ');
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
