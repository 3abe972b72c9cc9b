package dev.godwit.engine;

import dev.godwit.fault.ExitCode;
import dev.godwit.fault.Problem;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param problem what ended it; empty where it is done
 * @param remaining what must be done by hand after an incomplete rollback; empty text otherwise
 */
public record Outcome(ExitCode exitCode, String summary, Optional<Problem> problem, String remaining) {
    /** All steps are done. */
    public static Outcome done(String summary) {
        return new Outcome(ExitCode.DONE, summary, Optional.empty(), "");
    }

    /** It ended with a problem, and with the exit code that the problem means. */
    public static Outcome of(Problem problem) {
        return new Outcome(problem.code().exitCode(), problem.what(), Optional.of(problem), "");
    }

    /** It failed and was taken back. */
    public static Outcome takenBack(Problem problem, String remaining) {
        return remaining.isEmpty()
                ? new Outcome(ExitCode.ROLLED_BACK, "rolled back: " + problem.what(), Optional.of(problem), "")
                : new Outcome(ExitCode.ROLLBACK_INCOMPLETE, problem.what(), Optional.of(problem), remaining);
    }
}
