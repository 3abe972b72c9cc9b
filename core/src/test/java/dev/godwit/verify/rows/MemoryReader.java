package dev.godwit.verify.rows;

import dev.godwit.db.Session;
import dev.godwit.dialect.FieldSink;
import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.Key;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Rows of a number and a text that are in memory, in the number's order; the number may be there several times. */
final class MemoryReader implements SnapshotReader {
    private final List<Row> rows;
    private final int failsAfter;

    record Row(long key, String value) {}

    /** @param failsAfter rows after which reading fails */
    MemoryReader(List<Row> rows, int failsAfter) {
        this.rows = rows.stream().sorted(Comparator.comparing(Row::key)).toList();
        this.failsAfter = failsAfter;
    }

    @Override
    public Position position() {
        return new Position("memory", "0");
    }

    @Override
    public Session session() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RowCursor read(Selection selection) {
        Iterator<Row> within = rows.stream()
                .filter(row -> bound(selection.interval().after(), Long.MIN_VALUE) < row.key()
                        && row.key() <= bound(selection.interval().upTo(), Long.MAX_VALUE))
                .iterator();
        return new RowCursor() {
            private int read;

            @Override
            public boolean next(FieldSink sink) {
                if (read++ == failsAfter) {
                    throw new IllegalStateException("planned failure");
                }
                if (!within.hasNext()) {
                    return false;
                }
                Row row = within.next();
                byte[] utf8 = row.value().getBytes(StandardCharsets.UTF_8);
                sink.integer(row.key());
                sink.text(utf8, 0, utf8.length);
                return true;
            }

            @Override
            public void close() {
                // rows in memory need no end
            }
        };
    }

    private static long bound(Key key, long open) {
        return key == null ? open : Long.parseLong(key.parts().get(0));
    }

    @Override
    public void cancel() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // rows in memory need no end
    }
}
