package dev.godwit.host;

import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when somebody waits or {@link #pass}es time. Threads may share it. */
public final class SimulatedTime implements Time {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private long nanos;

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public void pause(Duration duration) {
        pass(duration);
    }

    /** Time passes. */
    public synchronized void pass(Duration duration) {
        nanos += duration.toNanos();
    }
}
