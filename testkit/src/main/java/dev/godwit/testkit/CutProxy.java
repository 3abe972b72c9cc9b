package dev.godwit.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The line between a client and a server, which fails at a planned moment: at the COMMIT of the transaction whose
 * statements hold a given text. Threads may share it.
 */
public final class CutProxy implements AutoCloseable {
    /** What happens to the line. */
    public enum Fault {
        /** It is cut before the COMMIT gets through: the server rolls back. */
        CUT_BEFORE,
        /** The server has committed; the line is cut before its answer gets through. */
        CUT_AFTER,
        /** The server has committed; from then on nothing gets through in either direction, and nobody is told. */
        SILENT_AFTER
    }

    private static final Set<String> BEGINNINGS = Set.of("BEGIN", "SET AUTOCOMMIT=0");

    private final Protocols ends;
    private final ServerSocket listener;
    private final AtomicInteger serverPort;
    private final AtomicReference<@Nullable Planned> planned = new AtomicReference<>();
    private final AtomicInteger happened = new AtomicInteger();
    private final List<Line<?>> lines = new CopyOnWriteArrayList<>();

    private record Planned(String text, AtomicInteger number, Fault fault, Runnable then) {}

    /** Makes a line of the two ends of a connection. */
    @FunctionalInterface
    private interface Protocols {
        Line<?> line(CutProxy proxy, Socket client, Socket server) throws IOException;
    }

    private CutProxy(int serverPort, Protocols ends) throws IOException {
        this.ends = ends;
        this.serverPort = new AtomicInteger(serverPort);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy", this::accept);
    }

    /** A line to a PostgreSQL on this machine. */
    public static CutProxy to(int serverPort) {
        return to(serverPort, PostgresLineEnd::new);
    }

    /** A line to a MariaDB or MySQL on this machine. */
    public static CutProxy toMariadb(int serverPort) {
        return to(serverPort, MysqlLineEnd::new);
    }

    private static <M> CutProxy to(int serverPort, LineEnd.Protocol<M> protocol) {
        try {
            return new CutProxy(
                    serverPort, (proxy, client, server) -> proxy.new Line<>(protocol.of(client), protocol.of(server)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The URL of a database by way of this line. */
    public String url(String direct) {
        return direct.replaceFirst("@127\\.0\\.0\\.1:\\d+/", "@127.0.0.1:" + listener.getLocalPort() + "/")
                + "?sslmode=disable";
    }

    /**
     * Plans one fault: at the {@code number}-th COMMIT of a transaction one of whose statements holds {@code text}.
     *
     * @param number from 1
     */
    public void plan(String text, int number, Fault fault) {
        plan(text, number, fault, () -> {});
    }

    /** The same, and something that is done at that moment, before the client learns of it. */
    public void plan(String text, int number, Fault fault, Runnable then) {
        planned.set(new Planned(text, new AtomicInteger(number), fault, then));
    }

    /** New connections reach another server from now on. */
    public void redirect(int otherPort) {
        serverPort.set(otherPort);
    }

    /** Cuts all lines that are open now. */
    public void cutAll() {
        lines.forEach(Line::cut);
    }

    /** How many of the planned faults came. */
    public int happened() {
        return happened.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        cutAll();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                start("proxy line", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            Line<?> line = ends.line(this, client, new Socket(InetAddress.getLoopbackAddress(), serverPort.get()));
            lines.add(line);
            line.serve();
        } catch (IOException noServer) {
            closeQuietly(client);
        }
    }

    private static void closeQuietly(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection; its client is read by one thread, its server by another. */
    private final class Line<M> {
        private final LineEnd<M> client;
        private final LineEnd<M> server;
        private boolean wanted;
        private volatile @Nullable Planned failing;

        Line(LineEnd<M> client, LineEnd<M> server) {
            this.client = client;
            this.server = server;
        }

        void serve() {
            try {
                client.begin(server);
                start("proxy answers", this::answers);
                while (true) {
                    pass(client.read());
                }
            } catch (IOException ended) {
                cut();
            }
        }

        void cut() {
            client.cut();
            server.cut();
        }

        private void pass(M message) throws IOException {
            client.executes(message).ifPresent(this::executed);
            Planned now = failing;
            if (now != null && now.fault() == Fault.CUT_BEFORE) {
                now.then().run();
                cut();
                return;
            }
            server.write(message);
            if (client.asks(message)) {
                server.flush();
            }
        }

        private void executed(String statement) {
            Planned plan = planned.get();
            if (plan == null || failing != null) {
                return;
            }
            if (BEGINNINGS.contains(statement.toUpperCase(Locale.ROOT))) {
                wanted = false; // What came before it, or was rolled back, is of no transaction that will be committed.
            } else if (!statement.equalsIgnoreCase("COMMIT")) {
                wanted |= statement.contains(plan.text());
            } else if (wanted) {
                wanted = false;
                if (plan.number().decrementAndGet() == 0) {
                    happened.incrementAndGet();
                    failing = plan;
                }
            }
        }

        private void answers() {
            try {
                while (true) {
                    M message = server.read();
                    Planned now = failing;
                    if (now == null) {
                        client.write(message);
                        client.flush();
                    } else if (server.endsAnswer(message)) {
                        now.then().run();
                        end(now.fault());
                    }
                }
            } catch (IOException ended) {
                cut();
            }
        }

        /** A line that is silent keeps its sockets; what comes is read and forgotten. */
        private void end(Fault fault) {
            if (fault == Fault.CUT_AFTER) {
                cut();
            }
        }
    }
}
