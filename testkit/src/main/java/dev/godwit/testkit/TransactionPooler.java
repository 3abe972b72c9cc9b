package dev.godwit.testkit;

import dev.godwit.testkit.PostgresMessages.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A pooler in transaction mode: any number of clients, whose transactions are handed to two server sessions. The session that
 * was given back last is handed out first, as PgBouncer does, so that a client that is alone always meets the same one. The
 * first two clients log in to the server; whoever comes later is let in, as they are all tests. Threads may share it.
 */
public final class TransactionPooler implements AutoCloseable {
    private static final int SESSIONS = 2;

    private final ServerSocket listener;
    private final int serverPort;
    private final List<PostgresMessages> sockets = new ArrayList<>();
    private final Deque<PostgresMessages> free = new ArrayDeque<>();
    private final List<Message> welcome = new ArrayList<>();
    private int sessions;

    private TransactionPooler(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** A pooler of a server on this machine. */
    public static TransactionPooler of(int serverPort) {
        try {
            return new TransactionPooler(serverPort);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The URL of a database by way of this pooler; it pools one database only. */
    public String url(String direct) {
        return direct.replaceFirst("@127\\.0\\.0\\.1:\\d+/", "@127.0.0.1:" + listener.getLocalPort() + "/")
                + "?sslmode=disable";
    }

    @Override
    public synchronized void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        sockets.forEach(PostgresMessages::cut);
        notifyAll();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                PostgresMessages client = kept(listener.accept());
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private synchronized PostgresMessages kept(Socket socket) throws IOException {
        PostgresMessages messages = new PostgresMessages(socket);
        sockets.add(messages);
        return messages;
    }

    private void serve(PostgresMessages client) {
        try {
            logIn(client, client.startUp());
            Message first = client.read();
            while (first.type() != 'X') {
                transaction(client, first);
                first = client.read();
            }
        } catch (IOException ended) {
            client.cut();
        }
    }

    private synchronized void logIn(PostgresMessages client, byte[] startUp) throws IOException {
        if (sessions == SESSIONS) {
            for (Message message : welcome) {
                client.write(message);
            }
            client.flush();
            return;
        }
        PostgresMessages server = kept(new Socket(InetAddress.getLoopbackAddress(), serverPort));
        server.startUp(startUp);
        welcome.clear();
        boolean known = false;
        Message answer = server.read();
        while (answer.type() != 'Z') {
            known |= isAccepted(answer);
            if (known) {
                welcome.add(answer);
            }
            client.write(answer);
            client.flush();
            if (isQuestion(answer)) {
                server.write(client.read());
                server.flush();
            }
            answer = server.read();
        }
        welcome.add(answer);
        client.write(answer);
        client.flush();
        sessions++;
        free.addLast(server);
        notifyAll();
    }

    private static boolean isAccepted(Message message) {
        return message.type() == 'R' && method(message) == 0;
    }

    /** Any request for authentication but the last word of SCRAM (12), which wants no answer. */
    private static boolean isQuestion(Message message) {
        return message.type() == 'R' && method(message) != 0 && method(message) != 12;
    }

    private static int method(Message message) {
        return java.nio.ByteBuffer.wrap(message.body()).getInt();
    }

    private void transaction(PostgresMessages client, Message first) throws IOException {
        PostgresMessages server = take();
        Message message = first;
        Message ready = exchange(client, server, message);
        while (ready.inTransaction()) {
            client.write(ready);
            client.flush();
            message = client.read();
            if (message.type() == 'X') {
                server.cut(); // Its transaction is open, so that nobody may have it.
                throw new IOException("a client left its transaction");
            }
            ready = exchange(client, server, message);
        }
        // Before the client can ask again, or it would meet another session by chance.
        giveBack(server);
        client.write(ready);
        client.flush();
    }

    /** Passes messages up to the end of a question, and the answer but its last message, which is returned. */
    private static Message exchange(PostgresMessages client, PostgresMessages server, Message first)
            throws IOException {
        Message message = first;
        server.write(message);
        while (message.type() != 'S' && message.type() != 'Q') {
            message = client.read();
            server.write(message);
        }
        server.flush();
        Message answer = server.read();
        while (answer.type() != 'Z') {
            client.write(answer);
            answer = server.read();
        }
        return answer;
    }

    private synchronized PostgresMessages take() throws IOException {
        while (free.isEmpty() && !listener.isClosed()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        if (free.isEmpty()) {
            throw new IOException("closed");
        }
        return free.removeFirst();
    }

    private synchronized void giveBack(PostgresMessages server) {
        free.addFirst(server);
        notifyAll();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "pooler");
        thread.setDaemon(true);
        thread.start();
    }
}
