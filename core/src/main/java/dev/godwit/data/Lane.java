package dev.godwit.data;

import dev.godwit.dialect.Chunks.Access;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.state.Checkpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection's way to the rows and the checkpoint of a backfill. Used by one thread at a time. Every method throws
 * {@link ChunkFailure} where the server does not do what is asked, and lets GW-3006 (lease lost) pass.
 */
public interface Lane extends AutoCloseable {
    /** The key of the {@code rows}-th row of what remains of a part, or its end; empty where no row remains. */
    Optional<Key> boundary(Checkpoint part, long rows);

    /**
     * Writes the rows of a range and advances the part's checkpoint, in one transaction. The caller's {@code part} must be
     * what is stored: where another writer has moved it, nothing is written and the fault is Ambiguous.
     *
     * @return the checkpoint as stored now
     */
    Checkpoint write(Checkpoint part, KeyRange range);

    /** The checkpoint as it is stored. */
    Checkpoint stored(int part);

    /** How the server would carry out the update of a range. */
    Access access(KeyRange range);

    /** The fraction of the table's rows at or before a key, by the server's statistics. */
    double fraction(@Nullable Key at, Key highWater);

    /** Gives the connection up and opens another; tries a bounded number of times. */
    void reopen();

    @Override
    void close();
}
