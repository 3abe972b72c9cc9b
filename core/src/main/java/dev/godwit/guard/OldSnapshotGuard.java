package dev.godwit.guard;

import dev.godwit.dialect.Health.OldSnapshot;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Pauses while an old snapshot keeps the server from removing the old versions of rows that a backfill makes. */
public final class OldSnapshotGuard implements Guard {
    /** Ten minutes. */
    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(10);

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Duration limit;
    private final Supplier<Optional<OldSnapshot>> oldest;
    private final Time time;

    /**
     * @param limit age of a snapshot at which the run pauses
     */
    public OldSnapshotGuard(Duration limit, Supplier<Optional<OldSnapshot>> oldest, Time time) {
        this.limit = limit;
        this.oldest = oldest;
        this.time = time;
    }

    @Override
    public String name() {
        return "old-snapshot";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    @Override
    public Reading read() {
        Optional<OldSnapshot> snapshot = oldest.get();
        double seconds = snapshot.map(old -> old.age().toMillis() / 1_000.0).orElse(0.0);
        String holder = snapshot.map(old -> "session " + old.sessionNumber() + " (" + old.application() + ")")
                .orElse("none");
        return new Reading(name(), seconds, limit.toMillis() / 1_000.0, "s", holder, time.now());
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        // The age of somebody else's transaction says nothing about our pace.
        return reading.value() < reading.limit()
                ? new GuardVerdict.Proceed(0)
                : new GuardVerdict.Pause("the snapshot of " + reading.source() + " is " + Math.round(reading.value())
                        + " s old and keeps the server from removing old versions of rows");
    }
}
