package dev.godwit.verify.rows;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.value.RowForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Compares the rows of a table that has a key. Each side is read once, in the key's order, by one session and one thread;
 * rows are brought into canonical form there and merged in the calling thread. Memory is bounded by {@link RowLimits}, plus a
 * row of each side as its server sends it. Used by one thread at a time.
 */
public final class RowComparison {
    private final Mapping mapping;
    private final RowLimits limits;
    private final RowForm form;

    /** @param mapping with a key; see {@link BagComparison} for tables without one */
    public RowComparison(Mapping mapping, RowLimits limits) {
        if (mapping.keyColumns() == 0) {
            throw new IllegalArgumentException("rows are merged by a key");
        }
        this.mapping = mapping;
        this.limits = limits;
        this.form = RowForm.of(mapping);
    }

    /**
     * Compares all rows of an interval. To go on behind a checkpoint, give the interval behind its last chunk; to look at one
     * chunk again, give the chunk's.
     *
     * @param source a snapshot there; of no further use where the listener ended the walk
     * @param target a snapshot here; of no further use where the listener ended the walk
     */
    public TableResult walk(
            SnapshotReader source, SnapshotReader target, KeyInterval interval, ChunkListener listener) {
        Selection left = side(true).within(interval);
        Selection right = side(false).within(interval);
        return compare(new Reading(source, left), new Reading(target, right), interval, listener);
    }

    /**
     * Compares the rows of some keys only, at most {@link Selection#MOST_KEYS}.
     *
     * @param keys in canonical form, as differences carry them
     * @return those that differ
     */
    public List<Difference> look(SnapshotReader source, SnapshotReader target, List<Key> keys) {
        Selection left = side(true).only(keys);
        Selection right = side(false).only(keys);
        return compare(
                        new Reading(source, left),
                        new Reading(target, right),
                        KeyInterval.everything(),
                        ChunkListener.none())
                .differences();
    }

    private record Reading(SnapshotReader reader, Selection selection) {}

    private TableResult compare(Reading source, Reading target, KeyInterval interval, ChunkListener listener) {
        List<Coverage.Chunk> chunks = new ArrayList<>();
        List<Difference> listed = new ArrayList<>();
        DifferenceList differences = new DifferenceList(mapping, form, limits.mostDifferences());
        try (RowFeed left = RowFeed.start(source.reader(), source.selection(), form, limits);
                RowFeed right = RowFeed.start(target.reader(), target.selection(), form, limits)) {
            RowMerge merge = new RowMerge(
                    new FedRows(left.queue(), "source"),
                    new FedRows(right.queue(), "target"),
                    differences,
                    interval,
                    limits.chunkRows());
            RowMerge.Positions positions = new RowMerge.Positions(
                    source.reader().position(), target.reader().position());
            boolean finished = merge.run(positions, (chunk, found) -> {
                chunks.add(chunk);
                listed.addAll(found);
                return listener.done(chunk, found);
            });
            return new TableResult(
                    mapping,
                    new Coverage(mapping.source().table(), chunks),
                    listed,
                    differences.counts(),
                    merge.repeatedKeys(),
                    left.oddities(),
                    right.oddities(),
                    finished);
        }
    }

    private Selection side(boolean ofSource) {
        return selection(mapping, ofSource ? mapping.source() : mapping.target(), ofSource);
    }

    /** What is read of a side. */
    static Selection selection(Mapping mapping, Mapping.Rows rows, boolean ofSource) {
        List<Selection.Field> fields = mapping.compared().stream()
                .map(column -> Objects.requireNonNull(ofSource ? column.source() : column.target(), column.name()))
                .toList();
        return new Selection(
                rows.table(), fields, mapping.keyColumns(), rows.where(), KeyInterval.everything(), List.of());
    }
}
