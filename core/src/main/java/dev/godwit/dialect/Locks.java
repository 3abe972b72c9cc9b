package dev.godwit.dialect;

import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Locks, the waits for them, and who holds them. */
public interface Locks {
    /** Bounds every wait of this session for a lock, until set anew. Zero is not allowed: it would mean no bound. */
    void boundWait(Session session, Duration timeout);

    /** The shortest bound that the server knows; a shorter one counts as this. */
    default Duration shortestWait() {
        return Duration.ofMillis(1);
    }

    /** Bounds every statement of this session, until set anew. Zero means no bound. */
    void boundStatement(Session session, Duration timeout);

    /**
     * Both bounds as settings that may go out in front of a statement, to save a round trip; they take no snapshot, so the
     * statement may still choose its transaction's isolation.
     */
    List<Sql> bounds(Duration wait, Duration statement);

    /** The server's name of this session, for {@link #blockers}. */
    long sessionNumber(Session session);

    /** Who keeps a session of ours waiting right now; empty where it does not wait. */
    List<Blocker> blockers(Session observer, long sessionNumber);

    /** Who holds a lock on a table that conflicts with {@code wanted}; for the report after a wait ended in vain. */
    List<Blocker> holders(Session observer, TableName table, LockLevel wanted);

    /** Every session of this database that waits for a lock, with who keeps it waiting; for {@code godwit blockers}. */
    List<Wait> waits(Session observer);

    /**
     * Sessions of this database that carry out a statement right now: one whose client died goes on with it on some servers.
     *
     * @param text how the statement begins
     */
    default List<Blocker> running(Session observer, String text) {
        return List.of();
    }

    /**
     * The strongest lock on each table that a session of ours holds right now; catalogs of the server left out, and empty where
     * the server keeps no record of locks.
     */
    Map<TableName, LockLevel> held(Session observer, long sessionNumber);

    /**
     * Tries to take a lock that lives as long as the session; never waits, never opens a transaction.
     *
     * @param name any text
     */
    boolean tryHold(Session session, String name);

    /** Whether this session really holds it: false behind a pooler that hands statements to several sessions. */
    boolean holds(Session session, String name);

    /** Gives it back. */
    void release(Session session, String name);

    /** Tries to take the lock by which another tool keeps its runs apart, for as long as the session lives; never waits. */
    boolean tryHold(Session session, ToolLock lock);

    /** Gives it back. */
    void release(Session session, ToolLock lock);

    /** Whether two statements of this session are answered by two server sessions: a pooler in transaction mode. */
    boolean behindPooler(Session session);

    /**
     * The lock of another tool: servers lock by number or by name.
     *
     * @param number for those that lock by number
     * @param name for those that lock by name
     */
    record ToolLock(long number, String name) {}

    /**
     * A session that others wait for.
     *
     * @param transactionAge how long its transaction is open
     * @param query head of its current or last statement, at most 120 characters
     */
    record Blocker(
            long sessionNumber,
            String user,
            String application,
            String client,
            String state,
            Duration transactionAge,
            String query) {}

    /** A session that waits. */
    record Wait(long sessionNumber, String query, Duration waiting, List<Blocker> blockers) {}
}
