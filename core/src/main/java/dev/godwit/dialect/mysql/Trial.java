package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets the server itself say what a definition means: it is carried out on an empty temporary table, which only this session
 * sees, and which ends no transaction. Needs CREATE TEMPORARY TABLES, and takes no lock on the user's table stronger than that
 * of a SELECT. A view has no temporary form; one under a name of ours stands for it for a moment.
 */
final class Trial {
    /** The temporary table of a trial. */
    static final TableName TABLE = TableName.of("godwit_trial");

    /** The view of a trial. */
    static final TableName VIEW = TableName.of("godwit_trial_view");

    private static final Sql DROP_TABLE = Sql.of("drop temporary table if exists {}", TABLE);
    private static final Sql DROP_VIEW = Sql.of("drop view if exists {}", VIEW);

    private Trial() {}

    /** What {@code read} finds once {@code make} has made the table; empty where the server refused a part. */
    static <T> Optional<T> table(Session session, Sql make, Supplier<T> read) {
        return run(session, DROP_TABLE, make, read);
    }

    /** The same with the view. */
    static <T> Optional<T> view(Session session, Sql make, Supplier<T> read) {
        return run(session, DROP_VIEW, make, read);
    }

    private static <T> Optional<T> run(Session session, Sql drop, Sql make, Supplier<T> read) {
        try {
            session.execute(drop);
            session.execute(make);
            T result = read.get();
            session.execute(drop);
            return Optional.of(result);
        } catch (SqlFailure refused) {
            if (!session.alive()) {
                throw refused;
            }
            session.execute(drop);
            return Optional.empty();
        }
    }
}
