package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;

/**
 * A snapshot of InnoDB, from which rows are streamed as the server sends them. Tables of engines without transactions are not of
 * one moment.
 */
final class MysqlSnapshotReader implements SnapshotReader {
    private static final String WANTED =
            "+00:00|STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION|utf8mb4|16384";

    private final Session session;
    private final Position position;

    private MysqlSnapshotReader(Session session, Position position) {
        this.session = session;
        this.position = position;
    }

    static MysqlSnapshotReader open(Session session, SqlBook book) {
        try {
            Family family = Family.of(session);
            session.execute(book.sql("session"));
            assertSettings(text(session, book.sql("settings")));
            String log = text(session, book.sql(family.block("log")));
            session.execute(book.sql("isolation"));
            session.execute(book.sql("begin"));
            String snapshot = text(session, book.sql(family.block("snapshot")));
            return new MysqlSnapshotReader(session, new Position(snapshot, log));
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
        return new StreamCursor(
                session, session.stream(SelectionSql.select(selection), StreamCursor.FETCH_ROWS), selection);
    }

    @Override
    public void cancel() {
        session.cancel();
    }

    @Override
    public void close() {
        session.close();
    }
}
