package dev.godwit.testkit;

import dev.godwit.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A database of PostgreSQL. Threads may share it.
 *
 * @param url what Godwit takes
 */
public record PostgresTestDatabase(PostgresServer server, String name, String url) implements TestDatabase {
    @Override
    public void run(String statements) {
        sql().run(statements);
    }

    @Override
    public List<String> rows(String query) {
        return sql().rows(query);
    }

    @Override
    public String ask(String query) {
        return sql().ask(query);
    }

    @Override
    public void drop() {
        new PostgresTestDatabase(server, server.database(), server.url())
                .run("drop database " + name + " with (force)");
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(name));
    }

    @Override
    public HeldTransaction hold(String statements) {
        return HeldTransaction.begin(this::connectNamed, statements);
    }

    private Connection connectNamed() throws SQLException {
        Connection connection = connect();
        connection.setClientInfo("ApplicationName", HeldTransaction.APPLICATION);
        return connection;
    }

    @Override
    public String question(String name) {
        return NamedSql.read(name + ".sql");
    }

    @Override
    public void endSessions(List<String> sessions) {
        String list = String.join(", ", sessions);
        rows("select pg_terminate_backend(pid, 10000) from unnest(array[" + list + "]) pid");
    }

    private PlainSql sql() {
        return new PlainSql(name, this::connect);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name;
    }
}
