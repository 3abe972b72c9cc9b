package dev.godwit.verify.rows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Batches on their way from one reader to the merge, bounded by their bytes. Two threads share it. */
final class BatchQueue {
    private final int mostBytes;
    private final Deque<RowBatch> batches = new ArrayDeque<>();
    private long bytes;
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;

    BatchQueue(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Adds a batch, waiting until there is room; one batch always has room, however large.
     *
     * @return false where nobody wants any more
     */
    synchronized boolean put(RowBatch batch) throws InterruptedException {
        while (!closed && bytes > 0 && bytes + batch.bytes() > mostBytes) {
            wait();
        }
        if (!closed) {
            batches.add(batch);
            bytes += batch.bytes();
            notifyAll();
        }
        return !closed;
    }

    /** The reader has read all. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The reader cannot go on; what it read before is taken first. */
    synchronized void fail(Throwable reason) {
        failure = reason;
        end();
    }

    /** Nobody wants any more. */
    synchronized void close() {
        closed = true;
        batches.clear();
        notifyAll();
    }

    /**
     * The next batch, waiting for it; empty where all were taken and the reader has read all.
     *
     * @throws RuntimeException what the reader failed with
     */
    synchronized Optional<RowBatch> take() throws InterruptedException {
        while (batches.isEmpty() && !ended) {
            wait();
        }
        RowBatch batch = batches.poll();
        if (batch != null) {
            bytes -= batch.bytes();
            notifyAll();
            return Optional.of(batch);
        }
        rethrow();
        return Optional.empty();
    }

    private void rethrow() {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
