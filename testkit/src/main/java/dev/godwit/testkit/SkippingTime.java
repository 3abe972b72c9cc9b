package dev.godwit.testkit;

import dev.godwit.host.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clock, in which waiting takes no time: whoever waits a minute finds the clock a minute later. Threads may share it. */
public final class SkippingTime implements Time {
    private final Time machine = Time.system();
    private final AtomicLong skipped = new AtomicLong();

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
        skipped.addAndGet(duration.toNanos());
    }
}
