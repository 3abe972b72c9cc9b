package dev.godwit.dialect;

import java.util.Optional;

/**
 * Tells provably whether the rows of an interval are those of an earlier moment, at less cost than reading them out. What cannot
 * be proven counts as touched; a false alarm costs a reading, and a miss would cost the truth. A capture of changes can answer the
 * same question and take this place. Stateless; threads may share it.
 */
public interface Marks {
    /** Whether a mark is of a moment, so that one serves all intervals and is had without a look at rows. */
    boolean ofMoment();

    /**
     * What is to be remembered of the rows of a selection at a reader's moment, without values of rows; opaque to whoever keeps it.
     *
     * @return empty where nothing could be proven by it later
     */
    Optional<String> mark(SnapshotReader reader, Selection selection);

    /**
     * Whether the rows of a selection are, at a reader's moment, provably those that they were when a mark was taken.
     *
     * @param rows how many they were then
     */
    boolean untouched(SnapshotReader reader, Selection selection, String mark, long rows);

    /** Proves nothing. */
    static Marks none() {
        return new Marks() {
            @Override
            public boolean ofMoment() {
                return true;
            }

            @Override
            public Optional<String> mark(SnapshotReader reader, Selection selection) {
                return Optional.empty();
            }

            @Override
            public boolean untouched(SnapshotReader reader, Selection selection, String mark, long rows) {
                return false;
            }
        };
    }
}
