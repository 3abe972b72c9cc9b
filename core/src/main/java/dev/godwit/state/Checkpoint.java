package dev.godwit.state;

import dev.godwit.model.Key;
import org.jspecify.annotations.Nullable;

/**
 * How far one worker of a backfill is.
 *
 * @param worker from 0
 * @param after the last key that is done; null where it has not begun
 * @param upTo the end of its range, fixed when the backfill was prepared
 * @param rows written so far
 * @param chunks done so far
 */
public record Checkpoint(int worker, @Nullable Key after, Key upTo, long rows, long chunks) {
    /** Whether its range is walked to the end. */
    public boolean finished() {
        return upTo.equals(after);
    }
}
