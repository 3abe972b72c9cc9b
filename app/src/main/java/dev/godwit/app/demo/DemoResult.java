package dev.godwit.app.demo;

import dev.godwit.fault.ExitCode;
import java.util.List;
import java.util.Map;

/**
 * What the demo has found.
 *
 * @param runs of Godwit, in order
 * @param periods of the application, in order
 * @param errors of the application by kind
 * @param proven what was checked, in order
 */
record DemoResult(
        DemoOptions options,
        List<RunFigures> runs,
        List<Latencies.Period> periods,
        Map<String, Long> errors,
        List<Proven> proven) {
    /**
     * Checks that were made together.
     *
     * @param when they were made, for people
     */
    record Proven(String when, List<Check> checks) {
        Proven {
            checks = List.copyOf(checks);
        }
    }

    DemoResult {
        runs = List.copyOf(runs);
        periods = List.copyOf(periods);
        proven = List.copyOf(proven);
    }

    /** Nothing went wrong, neither for Godwit nor for the application. */
    boolean isRight() {
        return exitCode() == ExitCode.DONE;
    }

    /** A difference weighs more than an error of the application. */
    ExitCode exitCode() {
        if (failedChecks() > 0) {
            return ExitCode.DIFFERENT;
        }
        return errors.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** How many checks do not hold. */
    long failedChecks() {
        return proven.stream()
                .flatMap(each -> each.checks().stream())
                .filter(check -> !check.holds())
                .count();
    }

    /** Failed requests of the application. */
    long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }
}
