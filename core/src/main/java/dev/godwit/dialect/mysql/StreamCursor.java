package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.RowStream;
import dev.godwit.dialect.FieldSink;
import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;

/** The rows of an answer, as the server sends them. */
final class StreamCursor implements RowCursor {
    /** The server sends on whatever this is; it only says how many rows the driver holds, and a row may be large. */
    static final int FETCH_ROWS = 1;

    private final RowStream rows;
    private final TextField[] fields;

    StreamCursor(RowStream rows, Selection selection) {
        this.rows = rows;
        this.fields = selection.fields().stream()
                .map(field -> TextField.of(ComparedType.of(field.type())))
                .toArray(TextField[]::new);
    }

    @Override
    public boolean next(FieldSink sink) {
        if (!rows.next()) {
            return false;
        }
        Row row = rows.row();
        for (int i = 0; i < fields.length; i++) {
            fields[i].read(row, i + 1, sink);
        }
        return true;
    }

    @Override
    public void close() {
        rows.close();
    }
}
