package dev.godwit.db;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns a driver's exception into a {@link SqlFailure}. */
final class Failures {
    private Failures() {}

    static SqlFailure of(SQLException exception, boolean duringCommit) {
        SQLException first = exception;
        if (first instanceof java.sql.BatchUpdateException && first.getNextException() != null) {
            first = first.getNextException();
        }
        String message = String.valueOf(first.getMessage());
        String hint = null;
        int position = 0;
        if (first instanceof PSQLException postgres) {
            ServerErrorMessage server = postgres.getServerErrorMessage();
            if (server != null) {
                message = String.valueOf(server.getMessage());
                hint = server.getHint();
                position = server.getPosition();
            }
        } else {
            message = ServerWords.withoutRow(message, first.getErrorCode());
        }
        return new SqlFailure(
                new SqlFailure.Details(
                        message, first.getSQLState(), first.getErrorCode(), hint, position, duringCommit),
                exception);
    }
}
