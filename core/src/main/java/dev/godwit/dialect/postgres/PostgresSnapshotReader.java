package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import org.postgresql.PGConnection;

/** A snapshot, from which rows come by COPY: exact, one at a time, and at the smallest cost for the server. */
final class PostgresSnapshotReader implements SnapshotReader {
    private static final String WANTED = "UTC|ISO, YMD|iso_8601|hex|1|UTF8|on|off";

    private final Session session;
    private final Position position;

    private PostgresSnapshotReader(Session session, Position position) {
        this.session = session;
        this.position = position;
    }

    static PostgresSnapshotReader open(Session session, SqlBook book) {
        try {
            session.execute(book.sql("session"));
            assertSettings(text(session, book.sql("settings")));
            String log = text(session, book.sql("log"));
            session.execute(book.sql("begin"));
            String snapshot = text(session, book.sql("snapshot"));
            return new PostgresSnapshotReader(session, new Position(snapshot, log));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** A snapshot of the moment of another one, which its transaction exports. */
    static PostgresSnapshotReader beside(SnapshotReader first, Session session, SqlBook book) {
        try {
            session.execute(book.sql("session"));
            assertSettings(text(session, book.sql("settings")));
            String exported = text(first.session(), book.sql("export"));
            session.execute(book.sql("begin"));
            session.execute(book.sql("import", "snapshot", Sql.of("{}", Sql.literal(exported))));
            return new PostgresSnapshotReader(session, first.position());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static String text(Session session, Sql question) {
        return session.first(question, row -> row.text(1)).orElseThrow();
    }

    private static void assertSettings(String found) {
        if (!found.equals(WANTED)) {
            throw Problem.of(
                            ErrorCode.CONFIGURATION_WRONG,
                            "the settings that a comparison rests on cannot be had: wanted " + WANTED + ", got "
                                    + found)
                    .next("connect to the server itself, with a role whose settings may be set")
                    .exception();
        }
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public RowCursor read(Selection selection) {
        String copy = SelectionSql.copy(selection).render(session.quoting()).text();
        return session.driven(
                PGConnection.class,
                driver -> new CopyCursor(session, driver.getCopyAPI().copyOut(copy), selection));
    }

    @Override
    public void cancel() {
        session.driven(PGConnection.class, driver -> {
            driver.cancelQuery();
            return true;
        });
    }

    @Override
    public void close() {
        session.close();
    }
}
