package dev.godwit.servers;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What this module asks a MariaDB or MySQL by SQL; the only class that does. */
final class MysqldSession implements AutoCloseable {
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

    private static MysqldSession open(MysqldAddress address) throws SQLException {
        return new MysqldSession(DriverManager.getConnection(address.jdbcUrl("")));
    }

    /** Makes a database of this exact name. */
    boolean createDatabase(String name) throws SQLException {
        return run("create database " + FirstStatements.name(name));
    }

    /** Runs one statement. */
    boolean run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        }
    }

    /** A column of the first row; empty where there is no row or it is null. */
    Optional<String> column(String sql, String label) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.ofNullable(rows.getString(label)) : Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
