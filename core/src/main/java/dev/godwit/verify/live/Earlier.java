package dev.godwit.verify.live;

import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of the last pass, as the next one goes along them: which stand, and which stretch between them is to be read. A chunk
 * that differed is always read again. Pure.
 *
 * @param chunks in the order of their keys, without a gap; empty where there was no last pass
 */
record Earlier(List<Coverage.Chunk> chunks) {
    /** Chunks that are asked about before what does not stand is read: guards are heard in between. */
    private static final int MOST_AHEAD = 16;

    /** Where no chunk can stand, the table is read in one go. */
    Earlier {
        chunks = chunks.stream().anyMatch(Earlier::marked) ? List.copyOf(chunks) : List.of();
    }

    private static boolean marked(Coverage.Chunk chunk) {
        return !chunk.reading().sourceMark().isEmpty()
                && !chunk.reading().targetMark().isEmpty();
    }

    /**
     * The place of the chunk that begins behind a key; behind the last where it is not among them.
     *
     * @param from a place at or before it, where that is known
     */
    int behind(int from, @Nullable Key key) {
        for (int i = from; i < chunks.size(); i++) {
            if (Objects.equals(chunks.get(i).interval().after(), key)) {
                return i;
            }
        }
        return chunks.size();
    }

    /** Whether there is a chunk at a place. */
    boolean has(int place) {
        return place < chunks.size();
    }

    /** The place of the first chunk from a place on that stands, or up to which it is worth while to read first. */
    int standing(int from, Predicate<Coverage.Chunk> stands) {
        int place = from;
        while (place < chunks.size() && place - from < MOST_AHEAD && !stands.test(chunks.get(place))) {
            place++;
        }
        return place;
    }

    /** All keys behind one that do not belong to the chunk of a place, nor to a later one. */
    KeyInterval before(int place, @Nullable Key key) {
        return new KeyInterval(
                key, place < chunks.size() ? chunks.get(place).interval().after() : null);
    }
}
