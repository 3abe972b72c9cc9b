package dev.godwit.verify.rows;

import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.ValidationVerdict;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the rows of both sides in the order of their keys, as a merge does. A key that one side has and the other has
 * not is seen wherever it lies, also outside of all keys of the other side. Chunks are cut on the way. Used by one thread.
 */
final class RowMerge {
    private final FedRows source;
    private final FedRows target;
    private final DifferenceList differences;
    private final ChunkDigest digest = new ChunkDigest();
    private final int chunkRows;
    private final @Nullable Key end;
    private @Nullable Key after;
    private @Nullable RowBatch lastBatch;
    private int lastIndex;
    private long number;
    private long sourceRows;
    private long targetRows;
    private long repeatedKeys;

    /** @param interval that both sides were read in */
    RowMerge(FedRows source, FedRows target, DifferenceList differences, KeyInterval interval, int chunkRows) {
        this.source = source;
        this.target = target;
        this.differences = differences;
        this.chunkRows = chunkRows;
        this.after = interval.after();
        this.end = interval.upTo();
    }

    /** Positions of both sides, which every chunk carries. */
    record Positions(SnapshotReader.Position source, SnapshotReader.Position target) {}

    /** To the end, or until the listener has enough. */
    boolean run(Positions positions, ChunkListener listener) {
        while (source.present() || target.present()) {
            step();
            if (sourceRows >= chunkRows || targetRows >= chunkRows) {
                boolean more = source.present() || target.present();
                Key upTo = more ? differences.key(last(), lastIndex) : end;
                if (!chunk(upTo, positions, listener)) {
                    return !more;
                }
                if (!more) {
                    return true;
                }
            }
        }
        chunk(end, positions, listener);
        return true;
    }

    private RowBatch last() {
        return java.util.Objects.requireNonNull(lastBatch);
    }

    /** The row that the chunk ends with where it is cut now. */
    private void remember(FedRows side) {
        lastBatch = side.batch();
        lastIndex = side.index();
    }

    private int order() {
        return RowBatch.compareKeys(source.batch(), source.index(), target.batch(), target.index());
    }

    private void step() {
        if (!target.present()) {
            onlySource();
            return;
        }
        if (!source.present()) {
            onlyTarget();
            return;
        }
        boolean same = RowBatch.sameRows(source.batch(), source.index(), target.batch(), target.index());
        int order = same ? 0 : order();
        if (order < 0) {
            onlySource();
        } else if (order > 0) {
            onlyTarget();
        } else if (source.sameKeyFollows() || target.sameKeyFollows()) {
            several();
        } else {
            both(same);
        }
    }

    private void onlySource() {
        remember(source);
        digest.source(source.batch(), source.index());
        differences.alone(source.batch(), source.index(), true);
        source.advance();
        sourceRows++;
    }

    private void onlyTarget() {
        remember(target);
        digest.target(target.batch(), target.index());
        differences.alone(target.batch(), target.index(), false);
        target.advance();
        targetRows++;
    }

    private void both(boolean same) {
        remember(source);
        if (same) {
            digest.equal(source.batch(), source.index());
        } else {
            digest.source(source.batch(), source.index());
            digest.target(target.batch(), target.index());
            differences.changed(source.batch(), source.index(), target.batch(), target.index());
        }
        source.advance();
        target.advance();
        sourceRows++;
        targetRows++;
    }

    /** A key that a side has several times: its rows have no order, so that they are compared as multisets. */
    private void several() {
        remember(source);
        Key key = differences.key(source.batch(), source.index());
        RowBag left = RowBag.ofKey(source, digest::source);
        RowBag right = RowBag.ofKey(target, digest::target);
        repeatedKeys++;
        sourceRows += left.rows();
        targetRows += right.rows();
        if (!left.equals(right)) {
            differences.duplicates(key, left.rows(), right.rows());
        }
    }

    private boolean chunk(@Nullable Key upTo, Positions positions, ChunkListener listener) {
        ChunkDigest.Sums sums = digest.end();
        DifferenceList.OfChunk found = differences.endChunk();
        Coverage.Chunk chunk = new Coverage.Chunk(
                number++,
                new KeyInterval(after, upTo),
                sourceRows,
                targetRows,
                sums.source(),
                sums.target(),
                found.count(),
                found.count() == 0 ? ValidationVerdict.EQUAL : ValidationVerdict.DIFFERENT,
                positions.source(),
                positions.target());
        after = upTo;
        sourceRows = 0;
        targetRows = 0;
        return listener.done(chunk, found.listed());
    }

    /** Keys that were there several times on a side. */
    long repeatedKeys() {
        return repeatedKeys;
    }
}
