package dev.godwit.verify.live;

import dev.godwit.model.Key;
import dev.godwit.model.TableName;
import dev.godwit.verify.Coverage;
import java.util.List;
import java.util.Optional;

/**
 * Where a comparison writes down how far it is, so that one that was killed goes on there. Every call is durable when it
 * returns. Values of rows are never written, only their keys. Used by one thread.
 */
public interface ValidationStore extends AutoCloseable {
    /** What an earlier attempt did of a table; empty where it did nothing of it. */
    Optional<Begun> begun(TableName table);

    /** A chunk was compared; those of a table come in the order of their keys. {@code differing} are its rows to look at again. */
    void chunk(TableName table, Coverage.Chunk chunk, List<Key> differing);

    /** A chunk that was written down has marks by now. */
    default void marked(TableName table, Coverage.Chunk chunk) {
        // where nothing is remembered there is nothing to complete
    }

    /** By which name later passes know the chunks that this one reads; empty where nothing is remembered. */
    default String pass() {
        return "";
    }

    /** Whether this pass builds on the last one that came to its end, and the next one shall be able to build on this. */
    default boolean buildsOnLast() {
        return false;
    }

    /** The chunks of a table in the last pass of the same subject that came to its end, where this one builds on it. */
    default List<Coverage.Chunk> last(TableName table) {
        return List.of();
    }

    /** A table is done: these of its rows are proven to differ or could not be decided. */
    void decided(TableOutcome outcome);

    /** The validation has its verdict; nobody will go on with it. */
    void ended(String verdict, String certificate);

    /** Lets it go; without {@link #ended} before, it can be gone on with. */
    @Override
    void close();

    /**
     * What a pass goes on from.
     *
     * @param resume whether an attempt of the same subject that did not end is gone on with
     * @param sinceLast whether chunks of the last pass that came to its end may stand
     * @param attempt what the name of an attempt begins with that may be gone on with; empty for any
     */
    record Going(boolean resume, boolean sinceLast, String attempt) {
        /** Going on with any attempt. */
        public Going(boolean resume, boolean sinceLast) {
            this(resume, sinceLast, "");
        }
    }

    /**
     * What was done of a table.
     *
     * @param chunks from the first on, without a gap
     * @param differing rows of them that are to be looked at again
     */
    record Begun(List<Coverage.Chunk> chunks, List<Key> differing) {
        public Begun {
            chunks = List.copyOf(chunks);
            differing = List.copyOf(differing);
        }
    }

    /** Remembers nothing. */
    static ValidationStore none() {
        return new ValidationStore() {
            @Override
            public Optional<Begun> begun(TableName table) {
                return Optional.empty();
            }

            @Override
            public void chunk(TableName table, Coverage.Chunk chunk, List<Key> differing) {
                // nothing is remembered
            }

            @Override
            public void decided(TableOutcome outcome) {
                // nothing is remembered
            }

            @Override
            public void ended(String verdict, String certificate) {
                // nothing is remembered
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
