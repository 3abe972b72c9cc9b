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
import dev.godwit.verify.rows.ChunkListener;
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

    /** Guards that are farther from their limits do not slow a walk down; a backfill changes gear there, too. */
    private static final double BUSY = 0.7;

    /** With a snapshot held, a pause between chunks is no rest for vacuum. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Mapping mapping;
    private final LiveContext context;
    private final Time time;
    private final Earlier earlier;
    private final List<Coverage.Chunk> chunks = new ArrayList<>();
    private final Set<Key> differing = new LinkedHashSet<>();
    private final List<Difference> differences = new ArrayList<>();
    private final List<TableResult> stretches = new ArrayList<>();
    private final MethodProbe probe;
    private Coverage.Method method = Coverage.Method.ROWS;
    private @Nullable String choice;
    private boolean aligned = true;
    private Snapshots.Moment moment = Snapshots.Moment.ONE;
    /** Where the walk is among the chunks of the earlier pass: at the next one, or the one up to which it reads. */
    private int place;
    /** Whether the last reading came to the end of its interval. */
    private boolean finished;
    /** Whether a reading was cut off by the age of its snapshots, by a guard, or for another way of comparing. */
    private boolean cut;

    private long pairAt;
    private long chunkAt;
    private @Nullable String stopped;

    KeyWalk(Mapping mapping, LiveContext context) {
        this.mapping = mapping;
        this.context = context;
        this.time = context.host().time();
        this.earlier = new Earlier(context.store().last(mapping.source().table()));
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
        while (!ended() && stopped == null) {
            stretch();
            if (!ended() && stopped == null) {
                rest();
            }
        }
        stopped = ended() ? null : stopped;
        return this;
    }

    private boolean ended() {
        return !chunks.isEmpty() && last() == null;
    }

    /** The key up to which all is done; null where nothing is, or everything. */
    private @Nullable Key last() {
        return chunks.isEmpty()
                ? null
                : chunks.get(chunks.size() - 1).interval().upTo();
    }

    /** As far as the snapshots may be held: chunks of an earlier pass that stand are taken over, what lies between is read. */
    private void stretch() {
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            pairAt = pair.at();
            chunkAt = pair.at();
            aligned &= pair.aligned();
            moment = pair.moment().compareTo(moment) > 0 ? pair.moment() : moment;
            PairMarks marks = PairMarks.of(mapping, context.snapshots().sides(), pair, context.store());
            boolean wanted = true;
            while (wanted && !ended()) {
                place = cut ? place : earlier.behind(place, last());
                wanted = !cut
                                && earlier.has(place)
                                && marks.stands(earlier.chunks().get(place))
                        ? takeOver(earlier.chunks().get(place), marks)
                        : readOn(pair, marks);
            }
        }
    }

    /**
     * Reads up to the next chunk that stands. A reading that was cut off goes on to where it was to end; one of an attempt that was
     * killed goes on to the end of the table, since nobody knows any more which chunks of the earlier pass lie before it.
     */
    private boolean readOn(Snapshots.Pair pair, PairMarks marks) {
        place = cut ? place : earlier.standing(place, marks::stands);
        boolean wanted = read(pair, earlier.before(place, last()), marks);
        cut = !finished;
        return wanted;
    }

    /** Whether the walk goes on with these snapshots. */
    private boolean takeOver(Coverage.Chunk chunk, PairMarks marks) {
        Coverage.Chunk standing = marks.standing(chunk, chunks.size());
        context.store().chunk(mapping.source().table(), standing, List.of());
        chunks.add(standing);
        context.progress().chunk(mapping.source().table(), standing);
        return goesOn();
    }

    private boolean read(Snapshots.Pair pair, KeyInterval interval, PairMarks marks) {
        int from = chunks.size();
        ChunkListener listener = (chunk, found) -> chunk(chunk, found, marks);
        TableResult result = method == Coverage.Method.SUMS
                ? summed(pair, interval, listener)
                : new RowComparison(mapping, limits()).walk(pair.source(), pair.target(), interval, listener);
        stretches.add(result);
        finished = result.finished();
        if (finished && marks.completes()) {
            complete(from, marks);
        }
        return finished && (ended() || goesOn());
    }

    private void complete(int from, PairMarks marks) {
        for (int i = from; i < chunks.size(); i++) {
            Coverage.Chunk completed = marks.completed(chunks.get(i));
            chunks.set(i, completed);
            context.store().marked(mapping.source().table(), completed);
        }
    }

    private RowLimits limits() {
        LiveSettings settings = context.settings();
        return RowLimits.usual(settings.witnesses()).chunks(settings.chunkRows());
    }

    private TableResult summed(Snapshots.Pair pair, KeyInterval interval, ChunkListener listener) {
        SumWalk walk = new SumWalk(mapping, limits(), context.snapshots().sides());
        TableResult result = walk.walk(pair.source(), pair.target(), interval, listener);
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

    private boolean chunk(Coverage.Chunk chunk, List<Difference> found, PairMarks marks) {
        Coverage.Chunk numbered = chunk.as(
                chunks.size(), marks.begun(new Coverage.Reading(context.store().pass(), time.now(), null, "", "")));
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
        if (verdict instanceof GuardVerdict.Proceed proceed) {
            slow(proceed.utilisation());
            return Duration.ofNanos(time.nanos() - pairAt)
                            .compareTo(context.settings().snapshotAge())
                    < 0;
        }
        if (!(verdict instanceof GuardVerdict.Pause)) {
            stopped = reason(verdict);
        }
        return false;
    }

    /** The nearer a guard is to its limit, the longer the readers stand still between chunks: at the limit, half of the time. */
    private void slow(double utilisation) {
        long worked = time.nanos() - chunkAt;
        double part = Math.min(1, Math.max(0, (utilisation - BUSY) / (1 - BUSY)));
        Duration rest = Duration.ofNanos((long) (worked * part));
        if (!rest.isZero()) {
            time.pause(rest.compareTo(LONGEST_PAUSE) < 0 ? rest : LONGEST_PAUSE);
        }
        chunkAt = time.nanos();
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

    /** The weakest of the moments of this attempt's snapshots. */
    Snapshots.Moment moment() {
        return moment;
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
