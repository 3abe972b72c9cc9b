package dev.godwit.verify.rows;

/**
 * What bounds a comparison's memory and the size of its steps.
 *
 * @param batchBytes of rows that go from a reader to the merge at once
 * @param queueBytes of rows that a reader may be ahead of the merge, per side
 * @param chunkRows of a chunk; the last one has fewer
 * @param mostDifferences listed per table; all are counted
 */
public record RowLimits(int batchBytes, int queueBytes, int chunkRows, int mostDifferences) {
    private static final int USUAL_BATCH_BYTES = 128 << 10;
    private static final int USUAL_QUEUE_BYTES = 3 << 20;
    private static final int USUAL_CHUNK_ROWS = 10_000;

    public RowLimits {
        if (batchBytes < 1 || queueBytes < batchBytes || chunkRows < 1 || mostDifferences < 0) {
            throw new IllegalArgumentException("limits are positive, and a queue holds a batch");
        }
    }

    /**
     * 6 MiB for the queues of both sides together, which a young generation of 32 MiB lets die there, and chunks of 10,000 rows.
     */
    public static RowLimits usual(int mostDifferences) {
        return new RowLimits(USUAL_BATCH_BYTES, USUAL_QUEUE_BYTES, USUAL_CHUNK_ROWS, mostDifferences);
    }

    /** The same with another number of differences. */
    public RowLimits listing(int most) {
        return new RowLimits(batchBytes, queueBytes, chunkRows, most);
    }

    /** The same with other chunks. */
    public RowLimits chunks(int rows) {
        return new RowLimits(batchBytes, queueBytes, rows, mostDifferences);
    }
}
