package dev.godwit.data;

import dev.godwit.fault.Fault;
import dev.godwit.host.Time;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.state.Checkpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Walks a table's key to the end, part by part. The key space is split into more parts than there are workers; a free
 * worker takes the first part that is not finished, so that work spreads without stealing and stays near the beginning.
 *
 * <p>Each key is written exactly once, whatever fails: a chunk's rows and its checkpoint share a transaction, and after an
 * answer was lost the stored checkpoint is read before anything is repeated. Used by one thread; a round of two chunks uses
 * a second one inside, which has ended its chunk when the round returns.
 */
public final class Walk implements AutoCloseable {
    private final Time time;
    private final IntFunction<Lane> lanes;
    private final List<Lane> open = new ArrayList<>();
    private final List<Checkpoint> parts;
    private @Nullable ExecutorService second;

    /**
     * @param parts as stored, in order of the key; not empty
     * @param lanes opens the connection of a worker, numbered from 0
     */
    public Walk(List<Checkpoint> parts, IntFunction<Lane> lanes, Time time) {
        this.parts = new ArrayList<>(parts);
        this.lanes = lanes;
        this.time = time;
    }

    /** Where each part stands. */
    public List<Checkpoint> parts() {
        return List.copyOf(parts);
    }

    /** Whether every part is walked to its end: proven by its key, not by a loop that ended. */
    public boolean finished() {
        return parts.stream().allMatch(Checkpoint::finished);
    }

    /** Rows written, earlier runs included. */
    public long rows() {
        return parts.stream().mapToLong(Checkpoint::rows).sum();
    }

    /** The end of the last part: the high-water mark. */
    public Key highWater() {
        return parts.get(parts.size() - 1).upTo();
    }

    /** The connection of a worker, for looking between rounds. */
    public Lane lane(int worker) {
        while (open.size() <= worker) {
            open.add(lanes.apply(open.size()));
        }
        return open.get(worker);
    }

    /** The part that the next round begins with; asked only while not {@link #finished}. */
    public Checkpoint next() {
        return unfinished(1).get(0);
    }

    /**
     * One chunk per worker, at the same time.
     *
     * @return one result per worker that had a part, all of them ended
     */
    public List<ChunkResult> round(long rows, int workers) {
        List<Checkpoint> chosen = unfinished(workers);
        List<ChunkResult> results = new ArrayList<>();
        if (chosen.size() == 2) {
            results.addAll(together(chosen, rows));
        } else {
            results.add(attempt(lane(0), chosen.get(0), rows));
        }
        results.forEach(result -> parts.set(result.part().worker(), result.part()));
        return results;
    }

    /** The fraction of all rows that is done, 0.0 to 1.0, by the server's statistics. */
    public double fraction() {
        Key end = highWater();
        double done = 0;
        double start = 0;
        for (Checkpoint part : parts) {
            double partEnd = lane(0).fraction(part.upTo(), end);
            if (part.after() != null) {
                done += Math.max(0, lane(0).fraction(part.after(), end) - start);
            }
            start = partEnd;
        }
        return finished() ? 1 : Math.max(0, Math.min(1, done));
    }

    @Override
    public void close() {
        if (second != null) {
            second.shutdown();
        }
        open.forEach(Lane::close);
        open.clear();
    }

    private List<Checkpoint> unfinished(int most) {
        return parts.stream().filter(part -> !part.finished()).limit(most).toList();
    }

    private List<ChunkResult> together(List<Checkpoint> chosen, long rows) {
        Lane mine = lane(0);
        Lane others = lane(1);
        Future<ChunkResult> other = executor().submit(() -> attempt(others, chosen.get(1), rows));
        ChunkResult first;
        try {
            first = attempt(mine, chosen.get(0), rows);
        } catch (RuntimeException | Error e) {
            joinAfter(e, other);
            throw e;
        }
        return List.of(first, join(other));
    }

    private ExecutorService executor() {
        if (second == null) {
            second = Executors.newSingleThreadExecutor(work -> {
                Thread thread = new Thread(work, "godwit backfill 2");
                thread.setDaemon(true);
                return thread;
            });
        }
        return second;
    }

    /** Waits for a chunk, whose statements are bounded by their own timeouts; an interrupt is kept for the caller. */
    private static ChunkResult join(Future<ChunkResult> chunk) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return chunk.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void joinAfter(Throwable reason, Future<ChunkResult> chunk) {
        try {
            join(chunk);
        } catch (RuntimeException | Error e) {
            reason.addSuppressed(e);
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        if (e.getCause() instanceof RuntimeException failure) {
            return failure;
        }
        CancellationException unexpected = new CancellationException("a chunk ended without a result");
        unexpected.initCause(e);
        return unexpected;
    }

    private ChunkResult attempt(Lane lane, Checkpoint part, long rows) {
        KeyRange range = new KeyRange(part.after(), part.upTo());
        long begun = time.nanos();
        try {
            Key end = lane.boundary(part, rows).orElse(part.upTo());
            range = new KeyRange(part.after(), end);
            begun = time.nanos();
            Checkpoint now = lane.write(part, range);
            return done(part, now, rows, Duration.ofNanos(time.nanos() - begun));
        } catch (ChunkFailure failure) {
            Duration work = Duration.ofNanos(time.nanos() - begun);
            return failed(lane, new Try(part, range, rows, work), failure);
        }
    }

    private record Try(Checkpoint part, KeyRange range, long rows, Duration work) {}

    private static ChunkResult failed(Lane lane, Try failed, ChunkFailure failure) {
        return failure.fault()
                .match(
                        lost -> lost(lane, failed, failure),
                        contention ->
                                new ChunkResult.Blocked(failed.part(), failed.range(), contention, failure.sqlState()),
                        permanent ->
                                new ChunkResult.Refused(failed.part(), failed.range(), permanent, failure.sqlState()),
                        ambiguous -> lost(lane, failed, failure));
    }

    /** The connection is not to be trusted: open another, and believe only the stored checkpoint. */
    private static ChunkResult lost(Lane lane, Try failed, ChunkFailure failure) {
        try {
            lane.reopen();
            Checkpoint stored = lane.stored(failed.part().worker());
            if (!stored.equals(failed.part())) {
                return done(failed.part(), stored, failed.rows(), failed.work());
            }
        } catch (ChunkFailure again) {
            Fault fault = again.fault();
            return new ChunkResult.Broken(failed.part(), failed.range(), fault, again.sqlState());
        }
        return new ChunkResult.Broken(failed.part(), failed.range(), failure.fault(), failure.sqlState());
    }

    private static ChunkResult done(Checkpoint before, Checkpoint now, long asked, Duration work) {
        Key end = now.after() == null ? now.upTo() : now.after();
        long written = now.rows() - before.rows();
        long covered = now.finished() ? Math.max(written, 1) : Math.max(written, asked);
        return new ChunkResult.Done(now, new KeyRange(before.after(), end), covered, written, work);
    }
}
