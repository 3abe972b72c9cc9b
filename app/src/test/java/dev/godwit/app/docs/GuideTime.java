package dev.godwit.app.docs;

import dev.godwit.host.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clock of a guide: its day is the fifteenth of January 2024, so that names of new files do not change; short waits, such
 * as those between the samples of a baseline, take no time; and where another session holds a lock, none does. Threads may
 * share it.
 */
final class GuideTime implements Time {
    private static final Instant DAY = Instant.parse("2024-01-15T10:00:00Z");

    private static final Duration SHORT = Duration.ofMillis(20);

    private final Time machine = Time.system();
    private final long begun = machine.nanos();
    private final AtomicLong skipped = new AtomicLong();
    private volatile boolean skips;

    /** Whether waiting takes no time from now on. */
    void skip(boolean wanted) {
        skips = wanted;
    }

    @Override
    public Instant now() {
        return DAY.plusNanos(nanos() - begun);
    }

    @Override
    public long nanos() {
        return machine.nanos() + skipped.get();
    }

    @Override
    public void pause(Duration duration) {
        if (skips || duration.compareTo(SHORT) <= 0) {
            skipped.addAndGet(duration.toNanos());
        } else {
            machine.pause(duration);
        }
    }
}
