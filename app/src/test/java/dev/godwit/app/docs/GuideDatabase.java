package dev.godwit.app.docs;

import dev.godwit.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The database that a guide speaks of, made anew for each. */
record GuideDatabase(PostgresServer server, String name) {
    /** An empty one. */
    static GuideDatabase create(PostgresServer server, String name) {
        new GuideDatabase(server, server.database()).run("drop database if exists " + name + " with (force)");
        server.createDatabase(name);
        return new GuideDatabase(server, name);
    }

    /** Without the password, which is in {@code PGPASSWORD}. */
    String url() {
        return "postgresql://" + server.user() + "@" + server.host() + ":" + server.port() + "/" + name;
    }

    /** Runs statements, all in one message. */
    void run(String statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in: " + statements, e);
        }
    }

    /** What {@code psql -At} prints: the rows of the last query, columns joined by {@code |}. */
    List<String> rows(String statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            boolean isQuery = statement.execute(statements);
            while (isQuery || statement.getUpdateCount() >= 0) {
                if (isQuery) {
                    rows.addAll(read(statement.getResultSet()));
                }
                isQuery = statement.getMoreResults();
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in: " + statements, e);
        }
    }

    private static List<String> read(ResultSet answer) throws SQLException {
        List<String> rows = new ArrayList<>();
        int columns = answer.getMetaData().getColumnCount();
        while (answer.next()) {
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                String value = answer.getString(column);
                values.add(value == null ? "" : value);
            }
            rows.add(String.join("|", values));
        }
        return rows;
    }

    /** A session of its own, which the caller closes. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(name) + "&ApplicationName=report");
    }
}
