package dev.godwit.servers;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What this module asks a server by SQL; the only class that does. */
final class PostgresSession implements AutoCloseable {
    /** From this version on the functions of a base backup have their present names. */
    private static final int BACKUP_RENAMED = 15;

    private final Connection connection;
    private final int major;

    private PostgresSession(Connection connection, int major) {
        this.connection = connection;
        this.major = major;
    }

    /** What is asked of an open session. */
    @FunctionalInterface
    interface Question<T> {
        /** The answer. */
        T ask(PostgresSession session) throws SQLException, IOException;
    }

    /** What is done with an open session. */
    @FunctionalInterface
    interface Order {
        /** Does it. */
        void give(PostgresSession session) throws SQLException, IOException;
    }

    /**
     * Opens a session, asks, and closes it.
     *
     * @throws ServerException with the server's words
     */
    static <T> T ask(PostgresServer server, Question<T> question) {
        try (PostgresSession session = open(server)) {
            return question.ask(session);
        } catch (SQLException | IOException e) {
            throw new ServerException("The disposable server at port " + server.port() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens a session, gives an order, and closes it.
     *
     * @throws ServerException with the server's words
     */
    static void tell(PostgresServer server, Order order) {
        ask(server, session -> {
            order.give(session);
            return true;
        });
    }

    private static PostgresSession open(PostgresServer server) throws SQLException {
        Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        return new PostgresSession(connection, server.major());
    }

    /** Makes a database of this exact name. */
    void createDatabase(String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create database " + "\"" + name.replace("\"", "\"\"") + "\"");
        }
    }

    /** Reserves the WAL for a replica; a temporary slot ends with this session. */
    void createSlot(String name, boolean isTemporary) throws SQLException {
        query("select pg_create_physical_replication_slot(?, true, " + isTemporary + ")::text", name);
    }

    /** Begins a base backup, which lasts as long as this session is open. */
    void startBackup() throws SQLException {
        query(
                major < BACKUP_RENAMED
                        ? "select pg_start_backup(?, true, false)::text"
                        : "select pg_backup_start(?, true)::text",
                "godwit");
    }

    /** Ends the base backup; the content of the file {@code backup_label} that the copy needs. */
    String stopBackup() throws SQLException {
        String function = major < BACKUP_RENAMED ? "pg_stop_backup(false, false)" : "pg_backup_stop(false)";
        return query("select labelfile from " + function).orElseThrow();
    }

    /** Whether this server, a replica, receives changes from its primary as they happen. */
    Optional<String> streaming() throws SQLException {
        return query("select status from pg_stat_wal_receiver where status = 'streaming'");
    }

    /** Asks the replica to stop replaying what it receives. */
    void pauseReplay() throws SQLException {
        query("select pg_wal_replay_pause()::text");
    }

    /** Present once the replica has really stopped replaying. */
    Optional<String> replayPaused() throws SQLException {
        return query("select 'paused' where pg_get_wal_replay_pause_state() = 'paused'");
    }

    /** Lets the replica replay again. */
    void resumeReplay() throws SQLException {
        query("select pg_wal_replay_resume()::text");
    }

    private Optional<String> query(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
