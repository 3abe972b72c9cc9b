package dev.godwit.dialect;

import dev.godwit.db.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How a server is doing. Reads only, but for the heartbeat rows. */
public interface Health {
    /** Writes the heartbeat that replicas replay. */
    void beat(Session session, Instant now);

    /** Commits a smallest write, to measure what a commit takes. By default the heartbeat. */
    default void touch(Session session, Instant now) {
        beat(session, now);
    }

    /**
     * Whether a client that is not Godwit, of any database of the server, is at work or was within that time. Where the
     * server does not say, somebody is.
     */
    default boolean inUse(Session session, Duration within) {
        return true;
    }

    /**
     * How long statements took since the server began to count, those of our own sessions left out; empty where it does not
     * count, or counts ours with the others'.
     */
    default Optional<StatementTimes> statementTimes(Session session) {
        return Optional.empty();
    }

    /**
     * Old versions of rows that the server has yet to remove, as it counts them; empty where it keeps no such count or the
     * role may not know it.
     */
    default OptionalLong oldVersions(Session session) {
        return OptionalLong.empty();
    }

    /** Every streaming replica, as the primary sees it; empty where there is none. */
    List<ReplicaLag> replicas(Session primary);

    /** The heartbeat that a replica has replayed, read there; empty where it has none yet. */
    Optional<Instant> heartbeatAt(Session replica);

    /** Bytes that each logical slot or consumer keeps back. */
    List<ReplicaLag> slots(Session primary);

    /** The fraction of the data disk in use, 0.0 to 1.0; empty where the role may not know. */
    OptionalDouble diskUsed(Session session);

    /** Free bytes on the data disk; empty where the role may not know. */
    OptionalDouble diskFreeBytes(Session session);

    /** The age of the oldest snapshot that keeps the server from removing old versions of rows, ours left out. */
    Optional<OldSnapshot> oldestSnapshot(Session session);

    /** The position in the write-ahead log, in bytes; differences measure what a run wrote. */
    long logPosition(Session session);

    /** Transactions rolled back and committed in this database since its statistics began. */
    Transactions transactions(Session session);

    /**
     * A replica or consumer.
     *
     * @param bytes not replayed; -1 where unknown
     * @param replay lag in time as the primary estimates it; zero where it has caught up
     */
    record ReplicaLag(String name, long bytes, Duration replay) {}

    /** A session that holds an old snapshot. */
    record OldSnapshot(long sessionNumber, String application, Duration age) {}

    /** Counters of a database. */
    record Transactions(long committed, long rolledBack) {}
}
