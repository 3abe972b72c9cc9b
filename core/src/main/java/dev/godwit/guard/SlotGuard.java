package dev.godwit.guard;

import dev.godwit.dialect.Health.ReplicaLag;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Pauses while a logical consumer holds back too much of the log: the run's own changes go through every such slot. */
public final class SlotGuard implements Guard {
    /** 4 GiB. */
    public static final long DEFAULT_LIMIT_BYTES = 4L << 30;

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final long limitBytes;
    private final Supplier<List<ReplicaLag>> slots;
    private final Time time;

    public SlotGuard(long limitBytes, Supplier<List<ReplicaLag>> slots, Time time) {
        this.limitBytes = limitBytes;
        this.slots = slots;
        this.time = time;
    }

    @Override
    public String name() {
        return "slots";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    @Override
    public Reading read() {
        ReplicaLag worst = slots.get().stream()
                .max(Comparator.comparingLong(ReplicaLag::bytes))
                .orElse(new ReplicaLag("no slot", 0, Duration.ZERO));
        return new Reading(name(), Math.max(0, worst.bytes()), limitBytes, "bytes", worst.name(), time.now());
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        return reading.value() < reading.limit()
                ? new GuardVerdict.Proceed(reading.utilisation())
                : new GuardVerdict.Pause("the slot " + reading.source() + " holds back "
                        + ((long) reading.value() >> 20) + " MiB of log");
    }
}
