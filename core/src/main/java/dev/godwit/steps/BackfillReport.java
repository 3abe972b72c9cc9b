package dev.godwit.steps;

import dev.godwit.data.ChunkFailure;
import dev.godwit.data.ChunkResult;
import dev.godwit.data.Walk;
import dev.godwit.dialect.Chunks.Access;
import dev.godwit.dialect.Locks;
import dev.godwit.engine.StepContext;
import dev.godwit.event.Event;
import dev.godwit.fault.Fault;
import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.state.Checkpoint;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Tells the journal what a backfill does. Used by one thread. */
final class BackfillReport {
    /** The server's statistics are asked for the fraction this often; between, the last answer stands. */
    private static final Duration FRACTION_EVERY = Duration.ofSeconds(1);
    /** Sessions that are named where a row was locked. */
    private static final int SUSPECTS = 3;

    private final BackfillStep step;
    private final StepContext context;
    private double fraction;
    private long asked = Long.MIN_VALUE;

    BackfillReport(BackfillStep step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    void prepared(BackfillTarget target, Walk walk, int workers) {
        context.journal()
                .append(new Event.BackfillPrepared(
                        step.id(),
                        target.facts().name().toString(),
                        target.key().index(),
                        target.facts().estimatedRows(),
                        walk.highWater().toString(),
                        workers));
        context.journal()
                .append(new Event.Noted(
                        step.id(),
                        "rows added behind key " + walk.highWater()
                                + " are not written: they get their values from the default or a trigger"));
    }

    /** One event per chunk; also the failed ones, which a guard counts. */
    void chunks(Walk walk, List<ChunkResult> results, long next, int failures) {
        for (ChunkResult result : results) {
            if (result instanceof ChunkResult.Done done) {
                context.journal().append(done(done, next, fraction(walk)));
            } else if (result instanceof ChunkResult.Broken broken) {
                failed(broken, broken.fault(), broken.sqlState(), failures);
            } else if (result instanceof ChunkResult.Refused refused) {
                failed(refused, refused.fault(), refused.sqlState(), failures);
            }
        }
    }

    /** A chunk met a lock. Who held it is over by now; the oldest writers of the table are the likely ones. */
    void blocked(int attempt, TableName table) {
        List<String> suspects =
                context.dialect().locks().holders(context.observer(), table, LockLevel.EXCLUSIVE).stream()
                        .filter(holder -> !holder.application().startsWith("godwit"))
                        .sorted(Comparator.comparing(Locks.Blocker::transactionAge)
                                .reversed())
                        .limit(SUSPECTS)
                        .map(holder ->
                                "session " + holder.sessionNumber() + " (" + holder.user() + ", " + holder.application()
                                        + ", " + holder.transactionAge().toSeconds() + " s)")
                        .toList();
        context.journal()
                .append(new Event.LockWaitEnded(
                        context.execution().migration(),
                        step.id(),
                        attempt,
                        step.patience().lockWait(),
                        suspects));
    }

    void vetoed(long rows, Access access) {
        context.journal()
                .append(new Event.Noted(
                        step.id(),
                        "chunks stay below " + rows + " rows: the server would read the whole table for one ("
                                + access.description() + ")"));
    }

    private Event.ChunkDone done(ChunkResult.Done chunk, long next, double done) {
        Checkpoint part = chunk.part();
        return new Event.ChunkDone(
                step.id(), part.worker(), chunk.range(), chunk.rows(), chunk.written(), chunk.work(), next, done);
    }

    private void failed(ChunkResult chunk, Fault fault, String sqlState, int failures) {
        context.journal()
                .append(new Event.ChunkFailed(
                        step.id(), chunk.part().worker(), chunk.range(), sqlState, fault.message(), failures));
    }

    private double fraction(Walk walk) {
        long now = context.host().time().nanos();
        if (walk.finished()) {
            fraction = 1;
        } else if (asked == Long.MIN_VALUE || now - asked >= FRACTION_EVERY.toNanos()) {
            asked = now;
            fraction = Math.max(fraction, asked(walk));
        }
        return fraction;
    }

    private double asked(Walk walk) {
        try {
            return walk.fraction();
        } catch (ChunkFailure unknown) {
            return fraction; // Progress is only for people: the next chunk finds out what is wrong.
        }
    }
}
