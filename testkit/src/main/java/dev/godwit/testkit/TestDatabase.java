package dev.godwit.testkit;

import dev.godwit.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database and plain questions to it, each over a connection of its own. Threads may share it.
 *
 * @param url what Godwit takes
 */
public record TestDatabase(PostgresServer server, String name, String url) {
    /** Runs statements, all in one message. */
    public void run(String statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new AssertionError(name + ": " + e.getMessage() + " in: " + statements, e);
        }
    }

    /** The rows of an answer, their columns joined by {@code |}; SQL NULL is {@code null}. */
    public List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return read(answer);
        } catch (SQLException e) {
            throw new AssertionError(name + ": " + e.getMessage() + " in: " + query, e);
        }
    }

    /** The only row. */
    public String ask(String query) {
        List<String> rows = rows(query);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows from: " + query);
        }
        return rows.get(0);
    }

    /** Drops it, with the sessions in it. */
    public void drop() {
        new TestDatabase(server, server.database(), server.url()).run("drop database " + name + " with (force)");
    }

    /** A session that stays open, in autocommit; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(name));
    }

    /** Opens a transaction, runs statements in it and leaves it open until the result is closed. */
    public HeldTransaction hold(String statements) {
        return HeldTransaction.begin(this, statements);
    }

    private static List<String> read(ResultSet answer) throws SQLException {
        List<String> rows = new ArrayList<>();
        int columns = answer.getMetaData().getColumnCount();
        while (answer.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                values.add(String.valueOf(answer.getString(i)));
            }
            rows.add(String.join("|", values));
        }
        return rows;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name;
    }
}
