package dev.godwit.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction of another session, which holds its locks until it is closed. Used by one thread at a time. */
public final class HeldTransaction implements AutoCloseable {
    /** The name under which its session shows among the blockers, where sessions have names. */
    public static final String APPLICATION = "a forgotten session";

    private final Connection connection;

    private HeldTransaction(Connection connection) {
        this.connection = connection;
    }

    static HeldTransaction begin(PlainSql.Door door, String statements) {
        try {
            Connection connection = door.open();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(statements);
            }
            return new HeldTransaction(connection);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in: " + statements, e);
        }
    }

    /** Rolls it back. */
    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError("the held transaction was lost: " + e.getMessage(), e);
        }
    }
}
