package dev.godwit.verify.canary;

import dev.godwit.db.Session;
import dev.godwit.dialect.FieldSink;
import dev.godwit.dialect.NoFields;
import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.verify.Mapping;
import java.nio.charset.StandardCharsets;

/** A snapshot whose first row is not what the server sent. Used as the snapshot within. */
final class PlantedReader implements SnapshotReader {
    /** What is done to the first row. */
    enum Trick {
        /** Its fields behind the key are changed. */
        CHANGED,
        /** It is left out. */
        DROPPED,
        /** There is one where the server has none. */
        INVENTED
    }

    private final SnapshotReader reader;
    private final Mapping mapping;
    private final Trick trick;

    PlantedReader(SnapshotReader reader, Mapping mapping, Trick trick) {
        this.reader = reader;
        this.mapping = mapping;
        this.trick = trick;
    }

    @Override
    public Position position() {
        return reader.position();
    }

    @Override
    public Session session() {
        return reader.session();
    }

    @Override
    public RowCursor read(Selection selection) {
        return new Planted(reader.read(selection));
    }

    @Override
    public void cancel() {
        reader.cancel();
    }

    @Override
    public void close() {
        reader.close();
    }

    private final class Planted implements RowCursor {
        private final RowCursor rows;
        private boolean first = true;

        Planted(RowCursor rows) {
            this.rows = rows;
        }

        @Override
        public boolean next(FieldSink sink) {
            if (!first) {
                return rows.next(sink);
            }
            first = false;
            return switch (trick) {
                case CHANGED -> rows.next(new FlippedFields(sink, mapping));
                case DROPPED -> rows.next(new NoFields()) && rows.next(sink);
                case INVENTED -> invented(sink);
            };
        }

        private boolean invented(FieldSink sink) {
            byte[] utf8 = FlippedFields.PLANTED.getBytes(StandardCharsets.UTF_8);
            mapping.compared().forEach(column -> sink.text(utf8, 0, utf8.length));
            return true;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
