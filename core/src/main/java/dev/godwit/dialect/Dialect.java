package dev.godwit.dialect;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.fault.Fault;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.Set;

/** A kind of server. All of its parts are stateless; threads may share them. */
public interface Dialect {
    /** The name in URLs and plans: {@code postgresql}. */
    String name();

    /** What people call a server of this kind, with its version: {@code postgresql 17.11}. */
    default String product(ServerIdentity server) {
        return name() + " " + server.version();
    }

    /** What it can do. */
    Set<Capability> capabilities();

    /** How it quotes. */
    Quoting quoting();

    /** A database of this kind. */
    Database database(ConnectionUrl url);

    /** Scripts: splitting and judging. */
    ScriptLanguage scripts();

    /** What is there: tables, columns, indexes, their fingerprint, and who the server is. */
    Catalog catalog();

    /** Locks, waits and who blocks whom. */
    Locks locks();

    /** How a table in use is changed, where there is a choice. */
    default OnlineDdl onlineDdl() {
        return OnlineDdl.none();
    }

    /** Walking a table by its key. */
    Chunks chunks();

    /** Reading tables in order to compare them with those of another server. */
    Comparing comparing();

    /** Lag, latency, disk, old snapshots. */
    Health health();

    /** Rows of a rehearsal: summed up, and made up where there are none. */
    Samples samples();

    /** A structure read, and rebuilt elsewhere. */
    Structure structure();

    /** What surrounds a run: rights, size, what was left behind. */
    Survey survey();

    /** The SQL of the control schema: {@code control.sql} of the dialect's package. */
    SqlBook control();

    /** The SQL that proofs use: {@code verify.sql} of the dialect's package. */
    default SqlBook proofs() {
        return SqlBook.load(getClass(), "verify.sql");
    }

    /** The SQL that compares what tables can hold and refuse: {@code shape.sql} of the dialect's package. */
    default SqlBook shapes() {
        return SqlBook.load(getClass(), "shape.sql");
    }

    /** Feeds the data of a statement that brings its own ({@code COPY ... FROM stdin}); returns the rows written. */
    long load(Session session, ScriptStatement statement);

    /**
     * Gives a transaction that has just been opened, and has sent nothing yet, what its author wrote behind BEGIN.
     *
     * @param options such as {@code isolation level serializable}; not empty
     */
    default Sql opening(String options) {
        return Sql.verbatim("set transaction " + options);
    }

    /** Sets a session back to what it was when it was opened, after a person's script may have changed it. */
    void reset(Session session);

    /** Whether a failure says that the account may not do what it asked for. */
    default boolean lacksRights(SqlFailure failure) {
        return failure.sqlState().equals("42501");
    }

    /** What a failure means. */
    Fault classify(SqlFailure failure);
}
