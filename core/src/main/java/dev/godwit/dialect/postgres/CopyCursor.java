package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.FieldSink;
import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a COPY in binary form (manual, COPY, "Binary Format"): a header, per row a count of fields and each field with
 * its length, and a trailer. The server sends a row per message, and what the network holds back holds the server back.
 */
final class CopyCursor implements RowCursor {
    /** Signature, flags, and the length of an extension that there is none of. */
    private static final int HEADER = 19;

    /** Rows that are read to no end rather than that the snapshot is lost. */
    private static final int MOST_LEFT = 1_000;

    private static final byte[] NOTHING = new byte[0];

    private final Session session;
    private final CopyOut copy;
    private final BinaryField[] fields;
    private byte[] message = NOTHING;
    private int at;
    private boolean started;
    private boolean ended;

    CopyCursor(Session session, CopyOut copy, Selection selection) {
        this.session = session;
        this.copy = copy;
        this.fields = selection.fields().stream()
                .map(field -> BinaryField.of(ComparedType.of(field.type())))
                .toArray(BinaryField[]::new);
    }

    @Override
    public boolean next(FieldSink sink) {
        if (ended) {
            return false;
        }
        if (!started) {
            need(HEADER);
            at += HEADER;
            started = true;
        }
        need(2);
        int count = BinaryField.int2(message, at);
        at += 2;
        if (count < 0) {
            end();
            return false;
        }
        if (count != fields.length) {
            throw new IllegalStateException("a row of " + count + " fields instead of " + fields.length);
        }
        for (BinaryField field : fields) {
            field(field, sink);
        }
        if (at == message.length) {
            message = NOTHING; // a row of 100 MB is not kept while nobody asks for the next one
            at = 0;
        }
        return true;
    }

    private void field(BinaryField field, FieldSink sink) {
        need(4);
        int length = BinaryField.int4(message, at);
        at += 4;
        if (length < 0) {
            sink.nothing();
            return;
        }
        need(length);
        field.read(message, at, length, sink);
        at += length;
    }

    /** Makes so many bytes available; a message is expected to hold whole rows, and need not. */
    private void need(int bytes) {
        while (message.length - at < bytes) {
            byte[] more = receive();
            if (more == null) {
                throw new IllegalStateException("the rows ended within a row");
            }
            int left = message.length - at;
            if (left == 0) {
                message = more;
            } else {
                byte[] joined = Arrays.copyOfRange(message, at, message.length + more.length);
                System.arraycopy(more, 0, joined, left, more.length);
                message = joined;
            }
            at = 0;
        }
    }

    /** The trailer is behind us; what follows is the server's word that it sent all. */
    private void end() {
        ended = true;
        message = NOTHING;
        at = 0;
        byte[] more = receive();
        if (more != null) {
            throw new IllegalStateException("rows behind the end of the rows");
        }
    }

    private byte @Nullable [] receive() {
        message = at == message.length ? NOTHING : message;
        at = message.length == 0 ? 0 : at;
        return session.driven(PGConnection.class, driver -> copy.readFromCopy());
    }

    /**
     * Reads a few rows that are left. Where there are more, the connection ends: the driver's cancelling of a COPY leaves it out
     * of step with the server where the last row was on its way already.
     */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        int messages = 0;
        while (messages < MOST_LEFT && copy.isActive() && receive() != null) {
            messages++;
        }
        if (messages == MOST_LEFT) {
            session.close();
        }
    }
}
