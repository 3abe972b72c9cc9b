package dev.godwit.verify.rows;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Difference.Kind;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.value.Digests;
import dev.godwit.verify.value.FieldText;
import dev.godwit.verify.value.RowForm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Compares the rows of a table that has no key, as a multiset: both sides are read once in any order and counted by the sums of
 * their rows; where they differ, once more to show the rows. A changed row is one that is missing and one that is extra. Memory
 * is bounded by {@link NetCounts}. Used by one thread.
 */
public final class BagComparison {
    private final Mapping mapping;
    private final RowLimits limits;
    private final RowForm form;
    private final int rowsInMemory;

    /** @param mapping without a key */
    public BagComparison(Mapping mapping, RowLimits limits) {
        this(mapping, limits, NetCounts.USUAL_ROWS);
    }

    /** @param rowsInMemory more go to files */
    BagComparison(Mapping mapping, RowLimits limits, int rowsInMemory) {
        this.mapping = mapping;
        this.limits = limits;
        this.form = RowForm.of(mapping);
        this.rowsInMemory = rowsInMemory;
    }

    /** Compares all rows; there are no chunks to resume from. */
    public TableResult compare(SnapshotReader source, SnapshotReader target) {
        Selection left = selection(mapping.source(), true);
        Selection right = selection(mapping.target(), false);
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        Map<RowSum, Long> shown = new HashMap<>();
        Tally sourceTally = new Tally();
        Tally targetTally = new Tally();
        try (NetCounts net = new NetCounts(rowsInMemory);
                RowFeed leftFeed = RowFeed.start(source, left, form, limits);
                RowFeed rightFeed = RowFeed.start(target, right, form, limits)) {
            boolean more = true;
            while (more) {
                boolean moreLeft = take(leftFeed, sum -> net.add(sourceTally.count(sum), 1));
                boolean moreRight = take(rightFeed, sum -> net.add(targetTally.count(sum), -1));
                more = moreLeft || moreRight;
            }
            net.remaining((row, count) -> {
                counts.merge(count > 0 ? Kind.MISSING : Kind.EXTRA, Math.abs(count), Long::sum);
                if (shown.size() < limits.mostDifferences()) {
                    shown.put(row, count);
                }
            });
            Coverage.Chunk chunk = chunk(sourceTally, targetTally, counts, source, target);
            TableResult result = new TableResult(
                    mapping,
                    new Coverage(mapping.source().table(), List.of(chunk)),
                    List.of(),
                    counts,
                    0,
                    leftFeed.oddities(),
                    rightFeed.oddities(),
                    true);
            return shown.isEmpty() ? result : result.listing(show(source, target, shown));
        }
    }

    private interface EachSum {
        void row(byte[] sum);
    }

    private static boolean take(RowFeed feed, EachSum each) {
        Optional<RowBatch> taken = taken(feed);
        taken.ifPresent(batch -> sums(batch, (index, sum) -> each.row(sum)));
        return taken.isPresent();
    }

    private static Optional<RowBatch> taken(RowFeed feed) {
        try {
            return feed.queue().take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.of(ErrorCode.INTERRUPTED, "interrupted while comparing rows")
                    .exception();
        }
    }

    private static void sums(RowBatch batch, BiConsumer<Integer, byte[]> each) {
        MessageDigest digest = Digests.sha256();
        for (int index = 0; index < batch.count(); index++) {
            int begin = batch.rowBegin(index);
            digest.update(batch.rows().array(), begin, batch.rowEnd(index) - begin);
            each.accept(index, digest.digest());
        }
    }

    /** Rows of a side and the sum over their sums. */
    private static final class Tally {
        private RowBag bag = RowBag.empty();

        RowSum count(byte[] sum) {
            bag = bag.with(sum);
            return RowSum.of(sum);
        }
    }

    private Coverage.Chunk chunk(
            Tally left, Tally right, Map<Kind, Long> counts, SnapshotReader source, SnapshotReader target) {
        long differing = counts.values().stream().mapToLong(Long::longValue).sum();
        return new Coverage.Chunk(
                0,
                KeyInterval.everything(),
                left.bag.rows(),
                right.bag.rows(),
                Fingerprint.of(left.bag.toString()),
                Fingerprint.of(right.bag.toString()),
                differing,
                differing == 0 ? ValidationVerdict.EQUAL : ValidationVerdict.DIFFERENT,
                source.position(),
                target.position());
    }

    /** Reads once more what is of the same moment, until every row that is to be shown was seen as often as it is too much. */
    private List<Difference> show(SnapshotReader source, SnapshotReader target, Map<RowSum, Long> shown) {
        List<Difference> differences = new ArrayList<>();
        Map<RowSum, Long> missing = new HashMap<>();
        Map<RowSum, Long> extra = new HashMap<>();
        shown.forEach((row, count) -> (count > 0 ? missing : extra).put(row, Math.abs(count)));
        seek(source, true, missing, differences);
        seek(target, false, extra, differences);
        return differences;
    }

    private void seek(SnapshotReader reader, boolean ofSource, Map<RowSum, Long> wanted, List<Difference> differences) {
        if (wanted.isEmpty()) {
            return;
        }
        Selection selection = selection(ofSource ? mapping.source() : mapping.target(), ofSource);
        try (RowFeed feed = RowFeed.start(reader, selection, form, limits)) {
            Optional<RowBatch> taken = taken(feed);
            while (taken.isPresent()) {
                RowBatch batch = taken.get();
                sums(batch, (index, sum) -> {
                    Long left = wanted.get(RowSum.of(sum));
                    if (left != null && left > 0 && differences.size() < limits.mostDifferences()) {
                        wanted.put(RowSum.of(sum), left - 1);
                        differences.add(difference(batch, index, ofSource));
                    }
                });
                taken = taken(feed);
            }
        }
    }

    private Difference difference(RowBatch batch, int index, boolean ofSource) {
        var fields = FieldText.fields(form, batch.rows().array(), batch.rowBegin(index), batch.rowEnd(index));
        return new Difference(
                mapping.source().table(),
                ofSource ? Kind.MISSING : Kind.EXTRA,
                null,
                null,
                new FieldRules(mapping).alone(fields, ofSource));
    }

    private Selection selection(Mapping.Rows rows, boolean ofSource) {
        return RowComparison.selection(mapping, rows, ofSource);
    }
}
