package dev.godwit.verify.live;

import dev.godwit.guard.GuardVerdict;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.host.Time;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.rows.RowComparison;
import dev.godwit.verify.rows.RowLimits;
import dev.godwit.verify.rows.SumWalk;
import dev.godwit.verify.rows.TableResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a table by its key, in stretches: each has snapshots of its own, which are given up at the end of a chunk when they
 * are old or a guard asks for rest. One thread, one use.
 */
final class KeyWalk {
    /** How long a guard may hold a walk before it ends as inconclusive. */
    static final Duration LONGEST_REST = Duration.ofMinutes(30);

    private static final Duration REST = Duration.ofSeconds(1);

    private final Mapping mapping;
    private final LiveContext context;
    private final Time time;
    private final List<Coverage.Chunk> chunks = new ArrayList<>();
    private final Set<Key> differing = new LinkedHashSet<>();
    private final List<Difference> differences = new ArrayList<>();
    private final List<TableResult> stretches = new ArrayList<>();
    private final MethodProbe probe;
    private Coverage.Method method = Coverage.Method.ROWS;
    private @Nullable String choice;
    private boolean aligned = true;
    private long pairAt;
    private @Nullable String stopped;

    KeyWalk(Mapping mapping, LiveContext context) {
        this.mapping = mapping;
        this.context = context;
        this.time = context.host().time();
        this.probe = new MethodProbe(mapping, context);
    }

    /** Goes on behind what an earlier attempt did, and measures anew. */
    KeyWalk resume(ValidationStore.Begun begun) {
        chunks.addAll(begun.chunks());
        differing.addAll(begun.differing());
        return this;
    }

    /** To the end, unless a guard stops it. */
    KeyWalk run() {
        boolean more = chunks.isEmpty() || last().upTo() != null;
        while (more && stopped == null) {
            more = !stretch();
            if (more && stopped == null) {
                rest();
            }
        }
        stopped = more ? stopped : null;
        return this;
    }

    private KeyInterval last() {
        return chunks.get(chunks.size() - 1).interval();
    }

    /** Whether the end was reached. */
    private boolean stretch() {
        KeyInterval interval = chunks.isEmpty() ? KeyInterval.everything() : KeyInterval.behind(last().upTo());
        LiveSettings settings = context.settings();
        RowLimits limits = RowLimits.usual(settings.witnesses()).chunks(settings.chunkRows());
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            pairAt = pair.at();
            aligned &= pair.aligned();
            TableResult result = method == Coverage.Method.SUMS
                    ? summed(pair, interval, limits)
                    : new RowComparison(mapping, limits).walk(pair.source(), pair.target(), interval, this::chunk);
            stretches.add(result);
            return result.finished();
        }
    }

    private TableResult summed(Snapshots.Pair pair, KeyInterval interval, RowLimits limits) {
        SumWalk walk = new SumWalk(mapping, limits, context.snapshots().sides());
        TableResult result = walk.walk(pair.source(), pair.target(), interval, this::chunk);
        String inVain = walk.inVain();
        if (inVain != null && !result.finished()) {
            chosen(new MethodProbe.Choice(Coverage.Method.ROWS, inVain + ": read in order from there"));
        }
        return result;
    }

    private void chosen(MethodProbe.Choice other) {
        method = other.method();
        choice = choice == null ? other.reason() : choice + "; " + other.reason();
        context.progress().chosen(mapping.source().table(), other.method(), other.reason());
    }

    private boolean chunk(Coverage.Chunk chunk, List<Difference> found) {
        Coverage.Chunk numbered = chunk.numbered(chunks.size());
        List<Key> keys = found.stream().map(Witnesses::key).toList();
        Crash crash = context.host().crash();
        crash.hit(CrashPoint.CHUNK_COMPARED);
        context.store().chunk(mapping.source().table(), numbered, keys);
        crash.hit(CrashPoint.COMPARISON_CHECKPOINTED);
        chunks.add(numbered);
        differing.addAll(keys);
        differences.addAll(found);
        context.progress().chunk(mapping.source().table(), numbered);
        return goesOn() && keepsMethod(numbered);
    }

    /** Readers that are no longer wanted are given up; what they read ahead is bounded. */
    private boolean keepsMethod(Coverage.Chunk chunk) {
        if (choice != null || chunk.method() != Coverage.Method.ROWS) {
            return true;
        }
        probe.read(chunk).ifPresent(this::chosen);
        return method == Coverage.Method.ROWS;
    }

    /** A snapshot that is old, or a guard that asks for rest, ends the stretch; a guard that asks for an end, the walk. */
    private boolean goesOn() {
        GuardVerdict verdict = context.watch().verdict();
        if (verdict instanceof GuardVerdict.Proceed) {
            return Duration.ofNanos(time.nanos() - pairAt)
                            .compareTo(context.settings().snapshotAge())
                    < 0;
        }
        if (!(verdict instanceof GuardVerdict.Pause)) {
            stopped = reason(verdict);
        }
        return false;
    }

    /** Waits without a snapshot for as long as a guard says so. */
    private void rest() {
        long began = time.nanos();
        GuardVerdict verdict = context.watch().verdict();
        while (!(verdict instanceof GuardVerdict.Proceed) && stopped == null) {
            Duration rested = Duration.ofNanos(time.nanos() - began);
            boolean over = !(verdict instanceof GuardVerdict.Pause) || rested.compareTo(LONGEST_REST) > 0;
            if (over || Thread.currentThread().isInterrupted()) {
                stopped = reason(verdict);
            } else {
                context.progress().held(reason(verdict), rested);
                time.pause(REST);
                verdict = context.watch().verdict();
            }
        }
    }

    private static String reason(GuardVerdict verdict) {
        if (verdict instanceof GuardVerdict.Pause pause) {
            return pause.reason();
        }
        if (verdict instanceof GuardVerdict.Stop stop) {
            return stop.reason();
        }
        return verdict instanceof GuardVerdict.RollBack back ? back.reason() : "interrupted";
    }

    Coverage coverage() {
        return new Coverage(mapping.source().table(), chunks);
    }

    /** How the rows were brought together, and why so; null where the table is too small for a choice. */
    @Nullable
    String choice() {
        return choice;
    }

    /** Rows to look at again. */
    Set<Key> differing() {
        return differing;
    }

    /** Differences of this attempt's stretches, as they were seen. */
    List<Difference> differences() {
        return differences;
    }

    /** How many rows differed, listed or not. */
    long counted() {
        return chunks.stream().mapToLong(Coverage.Chunk::differences).sum();
    }

    /** Whether every stretch, this attempt's and earlier ones', saw both sides at one moment each. */
    boolean aligned(boolean resumed) {
        return aligned && !resumed && !stretches.isEmpty();
    }

    List<TableResult> stretches() {
        return stretches;
    }

    /** Why it did not come to its end; null where it did. */
    @Nullable
    String stopped() {
        return stopped;
    }
}
