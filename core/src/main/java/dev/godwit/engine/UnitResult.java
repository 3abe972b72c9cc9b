package dev.godwit.engine;

import dev.godwit.fault.Problem;
import java.time.Duration;

/** How a unit of work ended. */
public sealed interface UnitResult {
    /**
     * It is done and there is more.
     *
     * @param rest how long to leave the database alone before the next unit (duty cycle); zero for none
     */
    record More(Duration rest) implements UnitResult {}

    /** It is done and was the last; the step's rows in the ledger say so if {@link StepContext#complete} was called. */
    record Finished() implements UnitResult {}

    /**
     * It did nothing, because somebody else holds what it needs; wait, show why, try again.
     *
     * @param bounded whether the step itself ends its tries, so that the engine's patience for locks need not
     */
    record NotNow(Problem problem, Duration retryAfter, boolean bounded) implements UnitResult {
        /** One whose tries the engine's patience ends. */
        public NotNow(Problem problem, Duration retryAfter) {
            this(problem, retryAfter, false);
        }
    }

    /** It failed and left no trace; the batch may be tried again (a guard counts consecutive failures). */
    record FailedUnit(Problem problem, Duration retryAfter) implements UnitResult {}

    /** It failed for good; nothing of this unit remains. */
    record Failed(Problem problem) implements UnitResult {}

    /** A verification failed; the engine takes the step back. */
    record NotVerified(Problem problem) implements UnitResult {}
}
