package dev.godwit.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One end of a connection to MariaDB or MySQL (MariaDB Knowledge Base, Client/Server Protocol): packets with three bytes of
 * length, the lowest first, and a number that is 0 where a client begins a command. Statements come as text, for the driver
 * prepares none on the server unless it is told to.
 */
final class MysqlLineEnd implements LineEnd<MysqlLineEnd.Packet> {
    private static final int HEADER_BYTES = 4;
    private static final int COM_QUERY = 3;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    MysqlLineEnd(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** One packet. */
    record Packet(byte[] header, byte[] body) {}

    /** The server speaks first: all that a client says is packets. */
    @Override
    public void begin(LineEnd<Packet> server) {}

    @Override
    public Packet read() throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        in.readFully(header);
        byte[] body = new byte
                [Byte.toUnsignedInt(header[0])
                        | Byte.toUnsignedInt(header[1]) << Byte.SIZE
                        | Byte.toUnsignedInt(header[2]) << 2 * Byte.SIZE];
        in.readFully(body);
        return new Packet(header, body);
    }

    @Override
    public void write(Packet packet) throws IOException {
        out.write(packet.header());
        out.write(packet.body());
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public boolean asks(Packet packet) {
        return true;
    }

    @Override
    public Optional<String> executes(Packet packet) {
        boolean query =
                packet.header()[HEADER_BYTES - 1] == 0 && packet.body().length > 0 && packet.body()[0] == COM_QUERY;
        return query
                ? Optional.of(new String(packet.body(), 1, packet.body().length - 1, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The answer to COMMIT is one packet. */
    @Override
    public boolean endsAnswer(Packet packet) {
        return true;
    }

    @Override
    public void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("a socket that cannot be closed", e);
        }
    }
}
