package dev.godwit.servers;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** What this module asks a MariaDB or MySQL by SQL; the only class that does. */
final class MysqldSession implements AutoCloseable {
    static {
        // The driver's own log would print failed statements, which may hold rows, to standard error.
        System.setProperty("mariadb.logging.disable", "true");
    }

    private final Connection connection;

    private MysqldSession(Connection connection) {
        this.connection = connection;
    }

    /** What is asked of an open session. */
    @FunctionalInterface
    interface Question<T> {
        /** The answer. */
        T ask(MysqldSession session) throws SQLException, IOException;
    }

    /** What is done with an open session. */
    @FunctionalInterface
    interface Order {
        /** Does it. */
        void give(MysqldSession session) throws SQLException, IOException;
    }

    /** Whether the account can log in there. */
    static boolean isOpenAt(MysqldAddress address) {
        try (MysqldSession session = open(address)) {
            return session.connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /**
     * Opens a session, asks, and closes it.
     *
     * @throws ServerException with the server's words
     */
    static <T> T ask(MysqldAddress address, Question<T> question) {
        try (MysqldSession session = open(address)) {
            return question.ask(session);
        } catch (SQLException | IOException e) {
            throw new ServerException("The disposable server at port " + address.port() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens a session, gives an order, and closes it.
     *
     * @throws ServerException with the server's words
     */
    static void tell(MysqldAddress address, Order order) {
        ask(address, session -> {
            order.give(session);
            return true;
        });
    }

    private static MysqldSession open(MysqldAddress address) throws SQLException {
        return new MysqldSession(address.connect());
    }

    /** Makes a database of this exact name. */
    void createDatabase(String name) throws SQLException {
        run("create database " + FirstStatements.name(name));
    }

    /** Runs one statement. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first row by column; empty where there is none. What is null is left out. */
    Map<String, String> row(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Map<String, String> row = new HashMap<>();
            if (rows.next()) {
                ResultSetMetaData columns = rows.getMetaData();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    String value = rows.getString(i);
                    if (value != null) {
                        row.put(columns.getColumnLabel(i), value);
                    }
                }
            }
            return row;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
