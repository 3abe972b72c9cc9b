package dev.godwit.testkit;

import dev.godwit.host.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The machine's clock, in which short pauses take no time: whoever waits finds the clock that much later. The threads that
 * watch a run wait really, or they would watch without a pause. Threads may share it.
 */
public final class SkippingTime implements Time {
    private final Time machine = Time.system();
    private final AtomicLong skipped = new AtomicLong();
    private final Duration longest;

    /** @param longest what takes no time; longer pauses are really waited */
    public SkippingTime(Duration longest) {
        this.longest = longest;
    }

    @Override
    public Instant now() {
        return machine.now().plusNanos(skipped.get());
    }

    @Override
    public long nanos() {
        return machine.nanos() + skipped.get();
    }

    @Override
    public void pause(Duration duration) {
        if (duration.compareTo(longest) > 0 || isWatching()) {
            machine.pause(duration);
        } else {
            skipped.addAndGet(duration.toNanos());
        }
    }

    private static boolean isWatching() {
        return Thread.currentThread().getName().startsWith("godwit");
    }
}
