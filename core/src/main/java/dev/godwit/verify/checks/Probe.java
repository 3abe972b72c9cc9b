package dev.godwit.verify.checks;

import dev.godwit.db.RowStream;
import dev.godwit.dialect.NoFields;
import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.sql.Sql;
import java.util.List;

/**
 * A query whose time is measured on both sides.
 *
 * @param source one act after the other, as the source is asked
 * @param target as many, as the target is asked
 */
record Probe(String name, List<Act> source, List<Act> target) {
    private static final int FETCH_ROWS = 1_000;

    Probe {
        source = List.copyOf(source);
        target = List.copyOf(target);
    }

    /** Asks once, and reads all that is answered. */
    interface Act {
        void on(SnapshotReader reader);
    }

    static Act rows(Selection selection) {
        NoFields nowhere = new NoFields();
        return reader -> {
            try (RowCursor cursor = reader.read(selection)) {
                boolean more = true;
                while (more) {
                    more = cursor.next(nowhere);
                }
            }
        };
    }

    /** @param text of a person, which reads only: the transaction takes nothing else */
    static Act query(String text) {
        return reader -> {
            try (RowStream rows = reader.session().stream(Sql.verbatim(text), FETCH_ROWS)) {
                boolean more = true;
                while (more) {
                    more = rows.next();
                }
            }
        };
    }
}
