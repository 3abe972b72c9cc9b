package dev.godwit.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One end of a connection in PostgreSQL's protocol (manual 55.7), as far as a man in the middle needs it. Read by one thread
 * and written by one.
 */
final class PostgresMessages {
    /** A start-up message that asks for TLS or GSSAPI; the answer {@code N} refuses it. */
    private static final int SSL_REQUEST = 80877103;

    private static final int GSS_REQUEST = 80877104;
    private static final int CODE_BYTES = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    PostgresMessages(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
    }

    /**
     * One message.
     *
     * @param type its first byte
     */
    record Message(char type, byte[] body) {
        /** The text that begins at a byte of the body and ends with a zero. */
        String text(int from) {
            int end = from;
            while (end < body.length && body[end] != 0) {
                end++;
            }
            return new String(body, from, end - from, StandardCharsets.UTF_8);
        }

        /** The text behind the first one. */
        String secondText() {
            return text(text(0).getBytes(StandardCharsets.UTF_8).length + 1);
        }

        /** Of a ReadyForQuery: whether a transaction is open, failed or not. */
        boolean inTransaction() {
            return type == 'Z' && body[0] != 'I';
        }
    }

    /** The start-up message of a client, after refusing encryption. */
    byte[] startUp() throws IOException {
        byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
        int code = ByteBuffer.wrap(body, 0, CODE_BYTES).getInt();
        if (code == SSL_REQUEST || code == GSS_REQUEST) {
            out.writeByte('N');
            out.flush();
            return startUp();
        }
        return body;
    }

    /** Sends a start-up message on. */
    void startUp(byte[] body) throws IOException {
        out.writeInt(body.length + Integer.BYTES);
        out.write(body);
        out.flush();
    }

    Message read() throws IOException {
        char type = (char) in.readUnsignedByte();
        return new Message(type, in.readNBytes(in.readInt() - Integer.BYTES));
    }

    /** Sends a message on; what belongs together is sent when {@link #flush} is called. */
    void write(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeByte(message.type());
            data.writeInt(message.body().length + Integer.BYTES);
            data.write(message.body());
        }
        out.write(bytes.toByteArray());
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Ends the connection without a word, as a cut line does. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("a socket that cannot be closed", e);
        }
    }
}
