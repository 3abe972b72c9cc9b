package dev.godwit.testkit;

import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.MysqldServer;
import java.util.concurrent.atomic.AtomicInteger;

/** One disposable MariaDB with a new database for each that asks. Threads may share it. */
public final class MariadbTestServer implements Databases, AutoCloseable {
    private final MysqldServer server;
    private final AtomicInteger databases = new AtomicInteger();

    private MariadbTestServer(MysqldServer server) {
        this.server = server;
    }

    /** Starts one; MariaDB 11.4 with a binary log. */
    public static MariadbTestServer start() {
        return of(MariadbServer.start(MariadbOptions.defaults()));
    }

    /** The same with a server that was started otherwise, a MySQL for instance; it is closed with this. */
    public static MariadbTestServer of(MysqldServer server) {
        return new MariadbTestServer(server);
    }

    /** The server itself, for killing and restarting. */
    public MysqldServer server() {
        return server;
    }

    @Override
    public MariadbTestDatabase create() {
        String name = "db" + databases.incrementAndGet();
        return new MariadbTestDatabase(server, name, server.createDatabase(name));
    }

    @Override
    public void close() {
        server.close();
    }
}
