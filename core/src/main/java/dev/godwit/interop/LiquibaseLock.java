package dev.godwit.interop;

import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;

/** Liquibase's lock: a row of {@code DATABASECHANGELOGLOCK}, which lives on when its holder dies. */
public final class LiquibaseLock {
    private LiquibaseLock() {}

    /** The table of the lock beside the table of the history. */
    public static TableName beside(TableName history) {
        String name = history.name().equals("DATABASECHANGELOG") ? "DATABASECHANGELOGLOCK" : "databasechangeloglock";
        return new TableName(history.schema(), name);
    }

    /** Tries to take it; never waits. */
    public static boolean take(Session session, TableName table, String who) {
        return session.update(Sql.of(
                        "update {} set locked = true, lockgranted = current_timestamp, lockedby = {}"
                                + " where id = 1 and locked = false",
                        table,
                        Sql.param(who)))
                == 1;
    }

    /** Gives it back where it is still ours. */
    public static void release(Session session, TableName table, String who) {
        session.update(Sql.of(
                "update {} set locked = false, lockgranted = null, lockedby = null where lockedby = {}",
                table,
                Sql.param(who)));
    }
}
