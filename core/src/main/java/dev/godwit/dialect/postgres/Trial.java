package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets the server itself say what a definition means: it is carried out on an empty temporary table and rolled back. No lock
 * on anything of the user's stronger than that of a SELECT is taken.
 */
final class Trial {
    /** The temporary table of a trial. */
    static final TableName TABLE = TableName.of("pg_temp", "godwit_trial");

    private static final Sql MARK = Sql.verbatim("savepoint godwit_trial");
    private static final Sql BACK = Sql.verbatim("rollback to savepoint godwit_trial; release savepoint godwit_trial");

    private Trial() {}

    /** Carries the way out of a transaction that is to be rolled back. */
    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1;

        Undo() {
            super(null, null, false, false);
        }
    }

    /** What {@code work} found; empty where the server refused a part of it. Its writes are undone in any case. */
    static <T> Optional<T> run(Session session, Supplier<T> work) {
        try {
            return Optional.of(session.inTransaction() ? nested(session, work) : alone(session, work));
        } catch (SqlFailure failure) {
            if (failure.sqlState().startsWith("08") || failure.sqlState().startsWith("57")) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    private static <T> T alone(Session session, Supplier<T> work) {
        List<T> result = new ArrayList<>();
        try {
            session.inTransaction(() -> {
                result.add(work.get());
                throw new Undo();
            });
        } catch (Undo undone) {
            return result.get(0);
        }
        throw new AssertionError("a trial always ends by its undoing");
    }

    private static <T> T nested(Session session, Supplier<T> work) {
        session.execute(MARK);
        try {
            return work.get();
        } finally {
            session.execute(BACK);
        }
    }
}
