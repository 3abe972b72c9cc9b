package dev.godwit.engine;

import dev.godwit.guard.GuardVerdict;

/** What the guards say right now, all of them together. Threads may share it. */
@FunctionalInterface
public interface Watch extends AutoCloseable {
    /** The severest verdict of all guards; never waits. */
    GuardVerdict verdict();

    /** Ends the watching. */
    @Override
    default void close() {}
}
