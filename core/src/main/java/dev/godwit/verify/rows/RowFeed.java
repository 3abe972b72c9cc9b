package dev.godwit.verify.rows;

import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.verify.value.CanonicalRow;
import dev.godwit.verify.value.Oddities;
import dev.godwit.verify.value.RowForm;

/** Reads one side in a thread of its own and gives its rows, in canonical form, to the merge. */
final class RowFeed implements AutoCloseable {
    /** How long a reader that is to stop is waited for before its statement is cancelled. */
    private static final long PATIENCE_MILLIS = 200;

    /** How long it may take then. */
    private static final long CANCEL_MILLIS = 30_000;

    private final SnapshotReader reader;
    private final Selection selection;
    private final CanonicalRow canonical;
    private final RowLimits limits;
    private final BatchQueue queue;
    private final Thread thread;

    private RowFeed(SnapshotReader reader, Selection selection, RowForm form, RowLimits limits) {
        this.reader = reader;
        this.selection = selection;
        this.canonical = new CanonicalRow(form);
        this.limits = limits;
        this.queue = new BatchQueue(limits.queueBytes());
        this.thread = new Thread(this::readAll, "godwit reader of " + selection.table());
        thread.setDaemon(true);
    }

    /** Begins to read. */
    static RowFeed start(SnapshotReader reader, Selection selection, RowForm form, RowLimits limits) {
        RowFeed feed = new RowFeed(reader, selection, form, limits);
        feed.thread.start();
        return feed;
    }

    BatchQueue queue() {
        return queue;
    }

    /** What was odd; to be asked when all was read. */
    Oddities oddities() {
        return canonical.oddities();
    }

    private void readAll() {
        try (RowCursor rows = reader.read(selection)) {
            boolean wanted = true;
            RowBatch batch = new RowBatch(limits.batchBytes());
            while (wanted && read(rows, batch)) {
                if (batch.bytes() >= limits.batchBytes()) {
                    wanted = queue.put(batch);
                    batch = new RowBatch(limits.batchBytes());
                }
            }
            if (wanted && batch.count() > 0) {
                queue.put(batch);
            }
            queue.end();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            queue.end();
        } catch (RuntimeException | Error e) {
            queue.fail(e);
        }
    }

    private boolean read(RowCursor rows, RowBatch batch) {
        canonical.begin(batch.rows(), batch.keys());
        if (!rows.next(canonical)) {
            return false;
        }
        if (!canonical.complete()) {
            throw Problem.of(ErrorCode.INTERNAL, "a reader left a field of " + selection.table() + " out")
                    .exception();
        }
        batch.endRow();
        return true;
    }

    /** Stops reading; the snapshot is of no use afterwards unless all was read. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join(PATIENCE_MILLIS);
            if (thread.isAlive()) {
                reader.cancel();
                thread.join(CANCEL_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
