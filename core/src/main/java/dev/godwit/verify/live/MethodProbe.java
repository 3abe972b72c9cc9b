package dev.godwit.verify.live;

import dev.godwit.host.Time;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.rows.SumComparison;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which way of comparing a table is quicker here and now: watches how long the first chunks take to read, and has the
 * servers sum up the same rows while the readers stand still. Reading is preferred, since it costs the servers less. One thread.
 */
final class MethodProbe {
    /** Enough for the start of a query not to matter, and little against a table for which the choice does. */
    static final int PROBED_CHUNKS = 5;

    /** Sums have to be so much quicker, for what they cost the servers. */
    private static final int TIMES_QUICKER = 2;

    private final Mapping mapping;
    private final LiveContext context;
    private final Time time;
    private final boolean possible;
    private int chunks;
    private long rows;
    private long begin;
    private @Nullable Key behind;

    MethodProbe(Mapping mapping, LiveContext context) {
        this.mapping = mapping;
        this.context = context;
        this.time = context.host().time();
        this.possible = SumComparison.possible(mapping, context.snapshots().sides());
    }

    /**
     * What was chosen.
     *
     * @param reason for the report
     */
    record Choice(Coverage.Method method, String reason) {}

    /** A chunk was read, those of a probe one after the other; a choice behind the last of them, once. */
    Optional<Choice> read(Coverage.Chunk chunk) {
        chunks++;
        if (chunks == 1) {
            begin = time.nanos();
            behind = chunk.interval().upTo();
        } else {
            rows += chunk.sourceRows();
        }
        Key end = chunk.interval().upTo();
        return chunks == PROBED_CHUNKS && end != null ? Optional.of(choose(end)) : Optional.empty();
    }

    private Choice choose(Key end) {
        if (!possible) {
            return new Choice(
                    Coverage.Method.ROWS,
                    "read in order: not all columns have a text that both servers would sum up alike");
        }
        Duration reading = Duration.ofNanos(time.nanos() - begin);
        Duration asking = asking(new KeyInterval(behind, end));
        boolean sums = asking.multipliedBy(TIMES_QUICKER).compareTo(reading) < 0;
        String measured =
                rows + " rows took " + reading.toMillis() + " ms to read and " + asking.toMillis() + " ms to sum up";
        return sums
                ? new Choice(Coverage.Method.SUMS, "compared by sums of the servers: " + measured)
                : new Choice(Coverage.Method.ROWS, "read in order: " + measured);
    }

    private Duration asking(KeyInterval interval) {
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            long asked = time.nanos();
            new SumComparison(mapping, context.snapshots().sides(), pair.source(), pair.target()).ask(interval);
            return Duration.ofNanos(time.nanos() - asked);
        }
    }
}
