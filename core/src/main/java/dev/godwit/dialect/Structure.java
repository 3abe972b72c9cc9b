package dev.godwit.dialect;

import dev.godwit.db.Session;
import dev.godwit.sql.Sql;
import java.util.List;

/**
 * The structure of a database as statements that rebuild it elsewhere, without a client program: schemas and all that is in
 * them, no rows; no roles, and nothing of our control schema or of extensions. The copy's server must be of the same major
 * version.
 */
public interface Structure {
    /** Reads it, as of one moment and in a transaction that can only read; {@code session} must have none open. */
    List<Piece> read(Session session);

    /**
     * Runs the statements on a database that is empty and disposable; each alone, and those that fail again, as long as that
     * gets further. Leaves the session with other settings: close it.
     *
     * @return what could not be rebuilt, in the order of {@code pieces}; empty where all could
     */
    List<Refused> build(Session session, List<Piece> pieces);

    /**
     * One statement.
     *
     * @param name what a person calls the object, such as {@code table public.users}
     */
    record Piece(String name, Kind kind, Sql statement) {}

    /** What hangs on a statement. */
    enum Kind {
        /** It makes a table, without which a copy is of no use. */
        TABLE,
        /** It makes or changes anything else. */
        OBJECT,
        /** It changes what is made later, so that it is run when all else is there. */
        AFTERWARDS
    }

    /**
     * A piece that could not be rebuilt.
     *
     * @param reason in the server's words, with its SQLSTATE
     */
    record Refused(Piece piece, String reason) {
        @Override
        public String toString() {
            return piece.name() + ": " + reason;
        }
    }
}
