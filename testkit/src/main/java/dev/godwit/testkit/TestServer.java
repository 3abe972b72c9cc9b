package dev.godwit.testkit;

import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import java.util.concurrent.atomic.AtomicInteger;

/** One disposable server with a new database for each that asks. Threads may share it. */
public final class TestServer implements Databases, AutoCloseable {
    private final PostgresServer server;
    private final AtomicInteger databases = new AtomicInteger();

    private TestServer(PostgresServer server) {
        this.server = server;
    }

    /** Starts one; PostgreSQL 17. */
    public static TestServer start() {
        return new TestServer(PostgresServer.start(PostgresOptions.defaults()));
    }

    /** The server itself, for killing and restarting. */
    public PostgresServer server() {
        return server;
    }

    @Override
    public PostgresTestDatabase create() {
        String name = "db" + databases.incrementAndGet();
        return new PostgresTestDatabase(server, name, server.createDatabase(name));
    }

    /** A copy of a database that nobody is connected to. */
    public PostgresTestDatabase copy(TestDatabase template) {
        String name = "db" + databases.incrementAndGet();
        new PostgresTestDatabase(server, server.database(), server.url())
                .run("create database " + name + " template " + template.name());
        return new PostgresTestDatabase(server, name, server.url(name));
    }

    @Override
    public void close() {
        server.close();
    }
}
