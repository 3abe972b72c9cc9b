package dev.godwit.verify.run;

import dev.godwit.verify.CheckReport;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.canary.Canary;
import dev.godwit.verify.live.TableOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a validation came out.
 *
 * @param source what was taken as right
 * @param target what was judged
 * @param pairing tables without a partner, and tables that were left out
 * @param checks in the order in which they ran
 * @param tables outcomes of the comparison of rows, in order; empty where rows were not compared
 * @param canary for each table that seems to be equal, whether a difference planted in its own input was seen
 * @param began wall-clock time
 * @param tool the version of the program
 */
public record ValidationReport(
        Party source,
        Party target,
        List<CheckReport.Finding> pairing,
        List<CheckReport> checks,
        List<TableOutcome> tables,
        List<Canary.Sighting> canary,
        Instant began,
        Duration elapsed,
        String tool) {
    public ValidationReport {
        pairing = List.copyOf(pairing);
        checks = List.copyOf(checks);
        tables = List.copyOf(tables);
        canary = List.copyOf(canary);
    }

    /**
     * One side by its server's own word.
     *
     * @param place without a password
     * @param dialect such as {@code postgresql}
     * @param identity of the installation; empty where the role may not read it
     */
    public record Party(String place, String dialect, String version, String identity, String database) {}

    /** Whether every planted difference was seen. */
    public boolean awake() {
        return canary.stream().allMatch(Canary.Sighting::seen);
    }

    /** All checks together; EQUAL only where something was compared and the planted difference was seen. */
    public ValidationVerdict verdict() {
        List<ValidationVerdict> verdicts = new java.util.ArrayList<>();
        pairing.forEach(finding -> verdicts.add(finding.verdict()));
        checks.forEach(check -> verdicts.add(check.verdict()));
        if (checks.isEmpty() || !awake()) {
            verdicts.add(ValidationVerdict.INCONCLUSIVE);
        }
        return ValidationVerdict.of(verdicts);
    }
}
