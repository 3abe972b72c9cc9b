package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.RowStream;
import dev.godwit.db.Session;
import dev.godwit.dialect.FieldSink;
import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;

/** The rows of an answer, as the server sends them. */
final class StreamCursor implements RowCursor {
    /** The server sends on whatever this is; it only says how many rows the driver holds, and a row may be large. */
    static final int FETCH_ROWS = 1;

    /** Rows that are read to no end rather than that the snapshot is lost. */
    private static final int MOST_LEFT = 1_000;

    /** ER_WARN_ALLOWED_PACKET_OVERFLOWED. */
    private static final int BEYOND_PACKET = 1301;

    private final Session session;
    private final RowStream rows;
    private final TextField[] fields;

    private boolean ended;

    /** Behind a failure the driver no longer knows where in a message it is, and would wait for one that never comes. */
    private boolean failed;

    StreamCursor(Session session, RowStream rows, Selection selection) {
        this.session = session;
        this.rows = rows;
        this.fields = selection.fields().stream()
                .map(field -> TextField.of(ComparedType.of(field.type())))
                .toArray(TextField[]::new);
    }

    @Override
    public boolean next(FieldSink sink) {
        failed = true;
        ended = !rows.next();
        failed = false;
        if (ended) {
            requireNothingDropped();
            return false;
        }
        Row row = rows.row();
        for (int i = 0; i < fields.length; i++) {
            fields[i].read(row, i + 1, sink);
        }
        return true;
    }

    /** The server makes NULL of a result of an expression that it could not send, and only warns. */
    private void requireNothingDropped() {
        if (rows.warnings().contains(BEYOND_PACKET)) {
            throw Problem.of(
                            ErrorCode.STATEMENT_FAILED,
                            "an expression has a result beyond the server's max_allowed_packet, which makes NULL of it")
                    .changed("nothing; rows with it were not compared")
                    .next("raise max_allowed_packet there, or compare the columns as they are")
                    .exception();
        }
    }

    /** Where many rows are left the connection ends: the driver would read them all. */
    @Override
    public void close() {
        for (int left = 0; left < MOST_LEFT && !ended && !failed; left++) {
            ended = !rows.next();
        }
        if (ended) {
            rows.close();
        } else {
            session.close();
        }
    }
}
