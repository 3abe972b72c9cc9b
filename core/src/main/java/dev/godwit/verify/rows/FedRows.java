package dev.godwit.verify.rows;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of one side, one after the other, with a look at the key behind the current one. Used by the merging thread. */
final class FedRows {
    private final BatchQueue queue;
    private final String name;
    private @Nullable RowBatch batch;
    private int index;
    private @Nullable RowBatch nextBatch;
    private boolean same;

    /** @param name for errors */
    FedRows(BatchQueue queue, String name) {
        this.queue = queue;
        this.name = name;
        this.batch = take();
        look();
    }

    /** Whether there is a current row. */
    boolean present() {
        return batch != null;
    }

    /** The batch of the current row. */
    RowBatch batch() {
        return java.util.Objects.requireNonNull(batch);
    }

    /** The current row's place in its batch. */
    int index() {
        return index;
    }

    /** Whether the row behind the current one has the same key. */
    boolean sameKeyFollows() {
        return same;
    }

    /** Goes to the next row; the batch of the last one keeps its bytes. */
    void advance() {
        if (index + 1 < batch().count()) {
            index++;
        } else {
            batch = nextBatch;
            nextBatch = null;
            index = 0;
        }
        look();
    }

    /** Compares with the row behind: that the server's order is the one we merge by is checked for each row. */
    private void look() {
        if (batch == null) {
            same = false;
            return;
        }
        RowBatch following = batch;
        int place = index + 1;
        if (place == batch.count()) {
            nextBatch = take();
            following = nextBatch;
            place = 0;
        }
        int order = following == null ? -1 : RowBatch.compareKeys(batch, index, following, place);
        if (order > 0) {
            throw Problem.of(
                            ErrorCode.INTERNAL,
                            "the rows of the " + name + " do not come in the order of their keys' bytes")
                    .next("report it with the types and collations of the key's columns")
                    .exception();
        }
        same = order == 0;
    }

    private @Nullable RowBatch take() {
        try {
            Optional<RowBatch> taken = queue.take();
            return taken.orElse(null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.of(ErrorCode.INTERRUPTED, "interrupted while reading the " + name)
                    .exception();
        }
    }
}
