package dev.godwit.verify.rows;

import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import java.util.List;

/**
 * Is told of each chunk of a table when it is done, in the order of the key, by the thread that compares. A walk that was
 * stopped is resumed with {@code KeyInterval.behind(chunk.interval().upTo())}; the chunks of both together tile the key space
 * as those of one would.
 */
@FunctionalInterface
public interface ChunkListener {
    /**
     * A chunk is done. May wait, which holds both readers back; may write a checkpoint.
     *
     * @param differences of this chunk, as many as are listed
     * @return whether the walk goes on
     */
    boolean done(Coverage.Chunk chunk, List<Difference> differences);

    /** Goes on to the end. */
    static ChunkListener none() {
        return (chunk, differences) -> true;
    }
}
