package dev.godwit.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * All that the next decision depends on, besides the guards.
 *
 * @param last how the last unit ended; empty before the first
 * @param waited how long the run has waited without performing anything
 * @param wish what a person or a signal asked for
 */
public record RunState(Optional<UnitResult> last, Duration waited, Wish wish) {
    /** What a person (from a terminal) or the operating system asked for; the severest counts. */
    public enum Wish {
        GO_ON,
        PAUSE,
        STOP,
        INTERRUPT,
        TERMINATE
    }
}
