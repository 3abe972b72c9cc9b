package dev.godwit.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Plain questions to a database of any kind, each over a connection of its own.
 *
 * @param name of the database, for messages
 * @param door opens a connection
 */
record PlainSql(String name, Door door) {
    /** Opens connections. */
    @FunctionalInterface
    interface Door {
        /** A new connection. */
        Connection open() throws SQLException;
    }

    /** Runs statements, all in one message. */
    void run(String statements) {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new AssertionError(name + ": " + e.getMessage() + " in: " + statements, e);
        }
    }

    /** The rows of an answer, their columns joined by {@code |}; SQL NULL is {@code null}. */
    List<String> rows(String query) {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return read(answer);
        } catch (SQLException e) {
            throw new AssertionError(name + ": " + e.getMessage() + " in: " + query, e);
        }
    }

    /** The only row. */
    String ask(String query) {
        List<String> rows = rows(query);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows from: " + query);
        }
        return rows.get(0);
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
}
