package dev.godwit.verify.live;

import dev.godwit.host.Time;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.rows.SumComparison;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out which way of comparing a table is quicker here and now: watches how long some chunks take to read, and has the
 * servers sum up the last of them while the readers stand still; one is enough, for sums cost the servers ten times as much.
 * Reading is preferred for that reason. One thread.
 *
 * <p>The first seconds do not count: a program that has just started is not compiled yet, and would be compared with a server
 * that is. How much that matters was not measured.
 */
final class MethodProbe {
    /** Until the code that reads is compiled; what is read sooner needs no choice. */
    static final Duration WARM = Duration.ofSeconds(2);

    /** Enough for the start of a query not to matter, and little against a table for which the choice does. */
    static final int MEASURED_CHUNKS = 4;

    /** Sums have to be so much quicker, for what they cost the servers. */
    private static final int TIMES_QUICKER = 2;

    private final Mapping mapping;
    private final LiveContext context;
    private final Time time;
    private final boolean possible;
    private boolean begun;
    private boolean warm;
    private int chunks;
    private long rows;
    private long begin;

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
        if (!warm) {
            warmUp();
            return Optional.empty();
        }
        chunks++;
        rows += chunk.sourceRows();
        boolean measured = chunks == MEASURED_CHUNKS && chunk.interval().upTo() != null;
        return measured ? Optional.of(choose(chunk)) : Optional.empty();
    }

    private void warmUp() {
        long now = time.nanos();
        warm = begun && now - begin >= WARM.toNanos();
        if (warm || !begun) {
            begin = now;
        }
        begun = true;
    }

    private Choice choose(Coverage.Chunk last) {
        if (!possible) {
            return new Choice(
                    Coverage.Method.ROWS,
                    "read in order: not all columns have a text that both servers would sum up alike");
        }
        Duration reading = Duration.ofNanos(time.nanos() - begin);
        Duration asking = asking(last.interval());
        double ofRead = (double) reading.toNanos() / Math.max(1, rows);
        double ofSum = (double) asking.toNanos() / Math.max(1, last.sourceRows());
        boolean sums = ofSum * TIMES_QUICKER < ofRead;
        String measured = rows + " rows took " + reading.toMillis() + " ms to read, " + last.sourceRows() + " of them "
                + asking.toMillis() + " ms to sum up";
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
