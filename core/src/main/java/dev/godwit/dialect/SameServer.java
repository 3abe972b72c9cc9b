package dev.godwit.dialect;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Quoting;

/**
 * A database that is one and the same server for all sessions of a run. An address can be moved to another server, and a
 * replica that is promoted under it may lack what the old primary acknowledged: what a run saw there no longer holds.
 * Threads may share it.
 */
public final class SameServer implements Database {
    private final Database database;
    private final Dialect dialect;
    private final String lineage;

    /**
     * @param session of the run, which knows the server that is meant
     */
    public SameServer(Database database, Dialect dialect, Session session) {
        this.database = database;
        this.dialect = dialect;
        this.lineage = dialect.catalog().lineage(session);
    }

    /** @throws dev.godwit.fault.GodwitException also GW-3016 where another server answers, or a later line of its history */
    @Override
    public Session open(String purpose) {
        Session session = database.open(purpose);
        try {
            requireSame(dialect.catalog().lineage(session));
            return session;
        } catch (SqlFailure lost) {
            session.close();
            throw Problem.of(ErrorCode.CANNOT_CONNECT, "no connection to " + displayName() + ": " + lost.getMessage())
                    .exception();
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void requireSame(String found) {
        if (!found.equals(lineage)) {
            throw Problem.of(
                            ErrorCode.SERVER_CHANGED,
                            "the run began on the server " + lineage + ", and " + displayName() + " is now " + found)
                    .changed("everything up to the last checkpoint that the new server has")
                    .exception();
        }
    }

    @Override
    public String displayName() {
        return database.displayName();
    }

    @Override
    public Database sibling(String databaseName) {
        return database.sibling(databaseName);
    }

    @Override
    public Quoting quoting() {
        return database.quoting();
    }
}
