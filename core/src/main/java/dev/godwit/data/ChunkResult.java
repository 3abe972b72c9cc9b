package dev.godwit.data;

import dev.godwit.fault.Fault;
import dev.godwit.model.KeyRange;
import dev.godwit.state.Checkpoint;
import java.time.Duration;

/** How one chunk ended. */
public sealed interface ChunkResult {
    /** The keys that were tried. */
    KeyRange range();

    /** The part of the table that they belong to, as it is stored now. */
    Checkpoint part();

    /**
     * It is committed.
     *
     * @param rows that it covered, as far as is known: those asked for, or those written where fewer remained
     */
    record Done(Checkpoint part, KeyRange range, long rows, long written, Duration work) implements ChunkResult {}

    /** Somebody else holds a row or a lock; nothing was written. */
    record Blocked(Checkpoint part, KeyRange range, Fault.Contention fault, String sqlState) implements ChunkResult {}

    /** The server or the connection failed; nothing was written. */
    record Broken(Checkpoint part, KeyRange range, Fault fault, String sqlState) implements ChunkResult {}

    /** The server refuses the statement; nothing was written, and trying again cannot help. */
    record Refused(Checkpoint part, KeyRange range, Fault.Permanent fault, String sqlState) implements ChunkResult {}
}
