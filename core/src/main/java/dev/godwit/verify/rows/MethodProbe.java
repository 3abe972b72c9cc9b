package dev.godwit.verify.rows;

import dev.godwit.dialect.SnapshotReader;
import dev.godwit.host.Time;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which way of comparing a table is quicker here and now: the first chunks are read, and then asked for as sums.
 * Reading is preferred, since it costs the servers less.
 */
final class MethodProbe {
    /** Enough for the start of a query not to matter, and little against a table for which the choice does. */
    private static final int PROBED_CHUNKS = 5;

    /** Sums have to be so much quicker, for what they cost the servers. */
    private static final int TIMES_QUICKER = 2;

    private final Time time;
    private final Sides sides;
    private final Mapping mapping;
    private final RowLimits limits;

    MethodProbe(Time time, Sides sides, Mapping mapping, RowLimits limits) {
        this.time = time;
        this.sides = sides;
        this.mapping = mapping;
        this.limits = limits;
    }

    /**
     * What was found.
     *
     * @param sums whether the servers are to compute sums
     * @param reason for the report
     */
    record Choice(boolean sums, String reason) {}

    Choice choose() {
        if (!SumComparison.possible(
                mapping,
                sides.source().dialect().comparing(),
                sides.target().dialect().comparing())) {
            return new Choice(false, "read in order: not all columns have a form for sums by the servers");
        }
        long begin = time.nanos();
        Key end = read();
        Duration reading = Duration.ofNanos(time.nanos() - begin);
        if (end == null) {
            return new Choice(false, "read in order: the table is small");
        }
        long asked = time.nanos();
        ask(new KeyInterval(null, end));
        Duration asking = Duration.ofNanos(time.nanos() - asked);
        boolean sums = asking.multipliedBy(TIMES_QUICKER).compareTo(reading) < 0;
        String measured = "the first " + (long) PROBED_CHUNKS * limits.chunkRows() + " rows took " + reading.toMillis()
                + " ms to read and " + asking.toMillis() + " ms to sum up";
        return new Choice(sums, (sums ? "compared by sums of the servers: " : "read in order: ") + measured);
    }

    /** The key at which the probe ends; null where the table ends before. */
    private @Nullable Key read() {
        try (SnapshotReader source = snapshot(sides.source());
                SnapshotReader target = snapshot(sides.target())) {
            TableResult result = new RowComparison(mapping, limits)
                    .walk(
                            source,
                            target,
                            KeyInterval.everything(),
                            (chunk, differences) -> chunk.number() < PROBED_CHUNKS - 1);
            var chunks = result.coverage().chunks();
            return chunks.get(chunks.size() - 1).interval().upTo();
        }
    }

    private void ask(KeyInterval interval) {
        try (SnapshotReader source = snapshot(sides.source());
                SnapshotReader target = snapshot(sides.target())) {
            new SumComparison(mapping, limits)
                    .ask(
                            new SumComparison.Half(
                                    source, sides.source().dialect().comparing()),
                            new SumComparison.Half(
                                    target, sides.target().dialect().comparing()),
                            interval);
        }
    }

    static SnapshotReader snapshot(Side side) {
        return side.dialect().comparing().snapshot(side.database(), RowsCheck.PURPOSE);
    }
}
