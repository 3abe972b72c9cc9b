package dev.godwit.guard;

import java.time.Duration;

/**
 * One signal and what it means. Used by the sampling thread alone; may hold a session of its own.
 */
public interface Guard extends AutoCloseable {
    /** The name in events, reports and the documentation: {@code replica-lag}. */
    String name();

    /** How often it wants to be read; a reading older than three times this is stale. */
    Duration interval();

    /** Reads the signal. Throws where it cannot: the board then holds the run with that reason. */
    Reading read();

    /** What the reading means, given what this guard has seen before. */
    GuardVerdict judge(Reading reading);

    @Override
    default void close() {}
}
