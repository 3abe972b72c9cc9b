package dev.godwit.dialect.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A pooler in transaction mode at its worst: one client whose statements are answered by two server sessions in turn. Speaks
 * just enough of the protocol (manual 55.2, message formats 55.7) for a server that trusts its clients.
 */
final class SharingPooler implements AutoCloseable {
    private final ServerSocket listener;
    private final int serverPort;
    private final Thread thread;

    SharingPooler(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.thread = new Thread(this::serve, "pooler");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private record Peer(DataInputStream in, DataOutputStream out) {
        static Peer of(Socket socket) throws IOException {
            return new Peer(
                    new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()));
        }

        /** Passes one message on; gives its type. */
        byte pass(Peer to) throws IOException {
            byte type = in.readByte();
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            to.out.writeByte(type);
            to.out.writeInt(length);
            to.out.write(body);
            return type;
        }

        /** Passes messages on up to one of a type. */
        void passUntil(byte last, Peer to) throws IOException {
            while (pass(to) != last) {
                // Every message of the answer is passed.
            }
            to.out.flush();
        }
    }

    private void serve() {
        try (Socket clientSocket = listener.accept();
                Socket firstSocket = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                Socket secondSocket = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            Peer client = Peer.of(clientSocket);
            Peer[] servers = {Peer.of(firstSocket), Peer.of(secondSocket)};
            int length = client.in().readInt();
            byte[] startup = client.in().readNBytes(length - 4);
            for (Peer server : servers) {
                server.out().writeInt(length);
                server.out().write(startup);
                server.out().flush();
            }
            servers[0].passUntil((byte) 'Z', client);
            servers[1].passUntil(
                    (byte) 'Z', new Peer(client.in(), new DataOutputStream(java.io.OutputStream.nullOutputStream())));
            for (int turn = 0; ; turn++) {
                Peer server = servers[turn % 2];
                byte type = client.pass(server);
                while (type != 'S' && type != 'Q' && type != 'X') {
                    type = client.pass(server);
                }
                server.out().flush();
                if (type == 'X') {
                    return;
                }
                server.passUntil((byte) 'Z', client);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
