package dev.godwit.report;

import dev.godwit.data.Eta;
import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands: a fold of its events, from which the terminal's bar, the plain lines, the JSON and the file are all
 * made. Pure: time is the events' own. Used by one thread.
 */
public final class Progress {
    /** The rate that is shown looks back about this far. */
    private static final double RATE_SECONDS = 10;

    private final Map<String, Duration> throttled = new TreeMap<>();
    private final Map<String, Instant> throttledSince = new TreeMap<>();
    private Eta eta = new Eta();
    private @Nullable Instant begun;
    private @Nullable Instant last;
    private @Nullable Instant lastChunk;
    private int steps;
    private int stepsDone;
    private long rows;
    private int errors;
    private double rate;
    private double fraction;
    private long chunkRows;
    private double replicaLag = Double.NaN;
    private String status = "waiting";
    private @Nullable String step;
    private @Nullable String lastRange;
    private @Nullable String holding;

    /**
     * A moment of a run.
     *
     * @param status {@code executing}, {@code paused} or how it ended
     * @param tablesMigrated steps done
     * @param eta empty while paused, in the first seconds and where no rows are moved
     * @param replicaLag of the replica that is furthest behind; null where none is watched
     * @param errors failed chunks and statements
     * @param rate rows a second, lately, throttled time included
     * @param fraction of the step under way, 0.0 to 1.0
     * @param throttled time by the guard that caused it
     * @param lastCommitted the key range of the last committed chunk; null before the first
     * @param holding why the run waits right now; null where it does not
     */
    public record Snapshot(
            String status,
            @Nullable String step,
            int tablesMigrated,
            int tablesRemaining,
            long rows,
            Duration elapsed,
            Optional<Eta.Estimate> eta,
            @Nullable Duration replicaLag,
            int errors,
            double rate,
            double fraction,
            long chunkRows,
            Map<String, Duration> throttled,
            @Nullable String lastCommitted,
            @Nullable String holding) {
        public Snapshot {
            throttled = Map.copyOf(throttled);
        }
    }

    /** Takes the next event. */
    public void accept(Entry entry) {
        last = entry.at();
        Event event = entry.event();
        if (event instanceof Event.RunStarted started) {
            begun = entry.at();
            steps = started.steps();
            status = "executing";
        } else if (event instanceof Event.RunEnded ended) {
            status = ended.outcome();
        } else if (event instanceof Event.StepStarted started) {
            begin(started);
        } else if (event instanceof Event.StepEnded ended) {
            stepsDone += ended.outcome().equals("done") ? 1 : 0;
        } else if (event instanceof Event.ChunkDone chunk) {
            chunk(chunk, entry.at());
        } else if (event instanceof Event.ChunkFailed || event instanceof Event.StatementFailed) {
            errors++;
        } else {
            waiting(event, entry.at());
        }
    }

    /** How it stands at {@code now}. */
    public Snapshot snapshot(Instant now) {
        Instant since = begun == null ? now : begun;
        return new Snapshot(
                status,
                step,
                stepsDone,
                Math.max(0, steps - stepsDone),
                rows,
                Duration.between(since, now),
                eta.remaining(now),
                Double.isNaN(replicaLag) ? null : Duration.ofMillis(Math.round(replicaLag * 1_000)),
                errors,
                rate,
                fraction,
                chunkRows,
                throttledAt(now),
                lastRange,
                holding);
    }

    private void begin(Event.StepStarted started) {
        step = started.step();
        fraction = 0;
        eta = new Eta();
        lastChunk = null;
        rate = 0;
    }

    private void chunk(Event.ChunkDone chunk, Instant at) {
        rows += chunk.rowsWritten();
        fraction = chunk.fraction();
        chunkRows = chunk.nextChunkRows();
        lastRange = chunk.range().toString();
        eta.progress(chunk.fraction(), at);
        if (lastChunk != null) {
            double seconds = Math.max(1e-3, Duration.between(lastChunk, at).toNanos() / 1e9);
            double weight = 1 - Math.exp(-seconds / RATE_SECONDS);
            double now = chunk.rowsWritten() / seconds;
            rate = rate == 0 ? now : rate + weight * (now - rate);
        }
        lastChunk = at;
    }

    private void waiting(Event event, Instant at) {
        if (event instanceof Event.SignalRead signal && signal.guard().equals("replica-lag")) {
            replicaLag = signal.value();
        } else if (event instanceof Event.Throttled throttle) {
            throttledSince.put(throttle.guard(), at);
        } else if (event instanceof Event.ThrottleEnded ended) {
            throttledSince.remove(ended.guard());
            throttled.merge(ended.guard(), ended.elapsed(), Duration::plus);
        } else if (event instanceof Event.Paused paused) {
            status = "paused";
            holding = paused.cause() + ": " + paused.reason();
            eta.pause();
        } else if (event instanceof Event.LockWaitEnded tried) {
            holding = holding == null ? null : lock(tried);
        } else if (event instanceof Event.Resumed) {
            status = "executing";
            holding = null;
            eta.resume();
        }
    }

    private Map<String, Duration> throttledAt(Instant now) {
        Map<String, Duration> times = new TreeMap<>(throttled);
        throttledSince.forEach((guard, since) -> times.merge(guard, Duration.between(since, now), Duration::plus));
        return times;
    }

    /** The time of the last event; null before the first. */
    public @Nullable Instant last() {
        return last;
    }

    /** The latest try, as who stood in the way of the first may be gone. */
    private static String lock(Event.LockWaitEnded tried) {
        return "lock: not granted in " + tried.attempt() + (tried.attempt() == 1 ? " try" : " tries")
                + (tried.blockers().isEmpty() ? "" : "; held by " + String.join("; ", tried.blockers()));
    }
}
