package dev.godwit.dialect;

import dev.godwit.db.Session;
import java.time.Instant;
import java.util.List;

/** What surrounds a run on a server: its size, the role's rights, what was left behind, other tools. Reads only. */
public interface Survey {
    /** How large the database is, and what time the server has. */
    Overview overview(Session session);

    /** The rights that a run may need, held or not. */
    List<Right> rights(Session session);

    /** What an interrupted or half-done change leaves in a catalog: invalid indexes, constraints that were never validated. */
    List<Leftover> leftovers(Session session);

    /** Tables in which other tools keep their history of migrations. */
    List<OtherHistory> histories(Session session);

    /**
     * A database at a glance.
     *
     * @param tables of the user's schemas
     * @param bytes of the whole database
     * @param replicas that stream now
     * @param clock the server's
     */
    record Overview(long tables, long bytes, long replicas, Instant clock) {}

    /**
     * A right.
     *
     * @param need what a run needs it for
     * @param grant the statement that gives it
     */
    record Right(String name, String need, boolean held, String grant) {}

    /**
     * An object that is not finished.
     *
     * @param state such as {@code the index is invalid}
     * @param remedy the statement that finishes or removes it
     */
    record Leftover(String object, String state, String remedy) {}

    /** A table of another tool. */
    record OtherHistory(String tool, String table) {}
}
