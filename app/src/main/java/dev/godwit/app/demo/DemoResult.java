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
 * @param checks that were made, in order
 */
record DemoResult(
        DemoOptions options,
        List<RunFigures> runs,
        List<Latencies.Period> periods,
        Map<String, Long> errors,
        List<Check> checks) {
    /** Nothing went wrong, neither for Godwit nor for the application. */
    boolean isRight() {
        return exitCode() == ExitCode.DONE;
    }

    /** A difference weighs more than an error of the application. */
    ExitCode exitCode() {
        if (checks.stream().anyMatch(check -> !check.holds())) {
            return ExitCode.DIFFERENT;
        }
        return errors.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }
}
