package dev.godwit.verify.live;

import dev.godwit.host.CrashPoint;
import dev.godwit.host.Time;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.rows.BagComparison;
import dev.godwit.verify.rows.ChunkListener;
import dev.godwit.verify.rows.RowComparison;
import dev.godwit.verify.rows.RowLimits;
import dev.godwit.verify.rows.TableResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a table whose rows cannot be found again one by one, for it has no key or none that is compared exactly: as a whole,
 * and again until it is equal, or differs in the same rows for as long as a change may take to reach the target.
 */
final class WholeTable {
    /** A table that changes all the time is given up as inconclusive. */
    private static final int MOST_READINGS = 4;

    private final Mapping mapping;
    private final LiveContext context;
    private final Time time;

    WholeTable(Mapping mapping, LiveContext context) {
        this.mapping = mapping;
        this.context = context;
        this.time = context.host().time();
    }

    /** Whether a table's rows can be found by their keys on both sides. */
    static boolean findsRows(Mapping mapping) {
        return mapping.keyColumns() > 0
                && mapping.compared().subList(0, mapping.keyColumns()).stream()
                        .allMatch(column -> column.rule() instanceof Mapping.Rule.Exact);
    }

    private record Reading(TableResult result, Snapshots.Moment moment, long at) {
        boolean aligned() {
            return moment == Snapshots.Moment.ONE;
        }
    }

    TableOutcome compare() {
        Reading first = read();
        Reading last = first;
        boolean proven = proven(first, first);
        for (int reading = 1; reading < MOST_READINGS && !decided(last, proven); reading++) {
            time.pause(context.settings().lag());
            Reading next = read();
            first = sameRows(first.result(), next.result()) ? first : next;
            last = next;
            proven = proven(first, last);
        }
        TableOutcome outcome = outcome(last, proven);
        context.host().crash().hit(CrashPoint.DIFFERENCES_DECIDED);
        context.store().decided(outcome);
        return outcome;
    }

    private static boolean decided(Reading reading, boolean proven) {
        return proven || reading.result().verdict() == ValidationVerdict.EQUAL;
    }

    private boolean proven(Reading first, Reading last) {
        Duration lasted = Duration.ofNanos(last.at() - first.at());
        return last.result().differing() > 0
                && last.moment() != Snapshots.Moment.BEHIND
                && (last.aligned() || lasted.compareTo(context.settings().lag()) >= 0);
    }

    private static boolean sameRows(TableResult one, TableResult other) {
        Set<Difference> left = new HashSet<>(one.differences());
        return one.counts().equals(other.counts()) && left.equals(new HashSet<>(other.differences()));
    }

    private Reading read() {
        RowLimits limits = RowLimits.usual(context.settings().mostDifferences())
                .chunks(context.settings().chunkRows());
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            TableResult result = mapping.keyColumns() == 0
                    ? new BagComparison(mapping, limits).compare(pair.source(), pair.target())
                    : new RowComparison(mapping, limits)
                            .walk(pair.source(), pair.target(), KeyInterval.everything(), ChunkListener.none());
            return new Reading(result, pair.moment(), pair.at());
        }
    }

    private TableOutcome outcome(Reading reading, boolean proven) {
        TableResult result = reading.result();
        String moment = reading.moment().toString();
        return new TableOutcome(
                mapping,
                result.coverage(),
                proven ? result.differences() : List.of(),
                proven ? result.counts() : Map.of(),
                proven ? 0 : result.differing(),
                0,
                List.of(),
                moment,
                result.finished(),
                TableNotes.of(mapping, List.of(result)));
    }
}
