package dev.godwit.lint;

import java.util.List;

/**
 * All findings of a run, in the order of files and lines.
 *
 * @param migrations how many were linted
 * @param findings those that are suppressed among them
 */
public record LintReport(int migrations, List<Finding> findings) {
    public LintReport {
        findings = List.copyOf(findings);
    }

    /** Those that count. */
    public List<Finding> active() {
        return findings.stream().filter(finding -> !finding.isSuppressed()).toList();
    }

    /** How many of a severity count. */
    public long count(Severity severity) {
        return active().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Whether an outage, a failure or a loss is to be expected. */
    public boolean hasErrors() {
        return count(Severity.ERROR) > 0;
    }
}
