package dev.godwit.dialect;

import dev.godwit.db.Session;

/**
 * One session with one read-only snapshot: everything that is read by it is of one moment. It holds back vacuum or undo as
 * long as it is open. Used by one thread at a time; another may call {@link #cancel}.
 */
public interface SnapshotReader extends AutoCloseable {
    /** Which moment. */
    Position position();

    /** The session in its transaction, for questions about the same moment. Only reads. */
    Session session();

    /** The rows of a selection. One cursor at a time. */
    RowCursor read(Selection selection);

    /** Ends what another thread is reading. */
    void cancel();

    /** Ends the snapshot and the session. */
    @Override
    void close();

    /**
     * The moment of a snapshot, in the server's words; opaque but for people.
     *
     * @param snapshot the server's name of it
     * @param log the position in the server's log that was read just before the snapshot was taken, so that the snapshot has
     *     everything up to it
     */
    record Position(String snapshot, String log) {}
}
