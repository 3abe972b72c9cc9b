package dev.godwit.verify.rows;

import dev.godwit.dialect.SnapshotReader;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Sides;

/**
 * Looks at chunks again by the method that each was compared by then, so that equal rows give equal digests. Used by one thread.
 */
public final class ChunkAgain {
    private final Mapping mapping;
    private final Sides sides;
    private final RowComparison rows;

    /** @param mapping with a key, the same as then */
    public ChunkAgain(Mapping mapping, Sides sides) {
        this.mapping = mapping;
        this.sides = sides;
        this.rows = new RowComparison(mapping, RowLimits.usual(0).chunks(Integer.MAX_VALUE));
    }

    /**
     * The chunk as it is now: its rows and digests. Where servers summed up, its differences are not counted but told by the
     * digests alone.
     */
    public Coverage.Chunk read(SnapshotReader source, SnapshotReader target, Coverage.Chunk chunk) {
        if (chunk.method() == Coverage.Method.SUMS) {
            SumComparison sums = new SumComparison(mapping, sides, source, target);
            return sums.chunk(chunk.interval(), sums.ask(chunk.interval(), 1), 0);
        }
        return rows.walk(source, target, chunk.interval(), ChunkListener.none())
                .coverage()
                .chunks()
                .get(0);
    }
}
