package dev.godwit.host;

import java.time.Duration;
import java.time.Instant;

/**
 * A clock whose instants never jump: the wall clock of the moment at which it was made, and what has passed since by the
 * monotonic clock. For instants that are subtracted from each other. Threads may share it.
 */
final class SteadyTime implements Time {
    private final Time time;
    private final Instant anchor;
    private final long anchorNanos;

    SteadyTime(Time time) {
        this.time = time;
        this.anchor = time.now();
        this.anchorNanos = time.nanos();
    }

    @Override
    public Instant now() {
        return anchor.plusNanos(time.nanos() - anchorNanos);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public void pause(Duration duration) {
        time.pause(duration);
    }
}
