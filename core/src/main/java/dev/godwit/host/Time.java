package dev.godwit.host;

import java.time.Duration;
import java.time.Instant;

/** The clock and the only way to wait. Threads may share it. */
public interface Time {
    /** Wall-clock time, for people and records; may jump. */
    Instant now();

    /** Monotonic time in nanoseconds, for measuring; has no meaning across processes. */
    long nanos();

    /**
     * Waits; returns early when interrupted and leaves the thread's interrupt flag set.
     *
     * @param duration not negative
     */
    void pause(Duration duration);

    /** The same, with instants that do not jump from now on: for those that are subtracted from each other. */
    default Time steady() {
        return new SteadyTime(this);
    }

    /** The machine's clock. */
    static Time system() {
        return new SystemTime();
    }
}
