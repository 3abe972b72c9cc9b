package dev.godwit.bench;

import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection of the bench itself, for setting scenes and reading counters. Used by one thread. */
final class Database implements AutoCloseable {
    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Opens a database of a server, as its superuser. */
    static Database open(PostgresServer server, String database) throws SQLException {
        return new Database(DriverManager.getConnection(server.jdbcUrl(database)));
    }

    /** The same for a MariaDB. */
    static Database open(MariadbServer server, String database) throws SQLException {
        return new Database(DriverManager.getConnection(server.jdbcUrl(database)));
    }

    /** The connection itself. */
    Connection connection() {
        return connection;
    }

    /** Runs statements. */
    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    /** The one number that a query answers; 0 for null. */
    double number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getDouble(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
