package dev.godwit.testkit;

import dev.godwit.host.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A clock that somebody sets an hour forward, back, and right again all the time; what is measured goes on. */
public final class JumpingTime implements Time {
    /** Looks at the clock between two jumps: few, so that no fold of a run's events sees a quiet stretch. */
    private static final int LOOKS = 5;

    private static final Duration JUMP = Duration.ofHours(1);

    private final Time time;
    private final AtomicInteger looks = new AtomicInteger();

    /** @param time what is jumped about */
    public JumpingTime(Time time) {
        this.time = time;
    }

    @Override
    public Instant now() {
        return switch (looks.getAndIncrement() / LOOKS % 4) {
            case 1 -> time.now().plus(JUMP);
            case 3 -> time.now().minus(JUMP);
            default -> time.now();
        };
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
