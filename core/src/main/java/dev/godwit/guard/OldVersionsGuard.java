package dev.godwit.guard;

import dev.godwit.host.Time;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Pauses while the server is behind with removing old versions of rows, which every reader of a changed row has to step
 * over. A backfill makes a version for each row that it writes; somebody's old transaction keeps them all.
 */
public final class OldVersionsGuard implements Guard {
    /**
     * A million, which managed services of MySQL take for the value to alarm at; a busy server that keeps up has some
     * thousands.
     */
    public static final long DEFAULT_LIMIT = 1_000_000;

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final long limit;
    private final Supplier<OptionalLong> versions;
    private final Time time;

    /**
     * @param limit the number of old versions at which the run pauses
     */
    public OldVersionsGuard(long limit, Supplier<OptionalLong> versions, Time time) {
        this.limit = limit;
        this.versions = versions;
        this.time = time;
    }

    @Override
    public String name() {
        return "old-versions";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    @Override
    public Reading read() {
        OptionalLong count = versions.get();
        return new Reading(
                name(),
                count.orElse(0),
                limit,
                "versions",
                count.isPresent() ? "old versions of rows" : "no count of old versions",
                time.now());
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        return reading.value() < reading.limit()
                ? new GuardVerdict.Proceed(reading.utilisation())
                : new GuardVerdict.Pause("the server has " + Math.round(reading.value())
                        + " old versions of rows to remove, limit " + limit);
    }
}
