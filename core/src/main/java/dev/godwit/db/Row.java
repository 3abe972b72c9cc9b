package dev.godwit.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of an answer; columns are counted from 1. Valid only while its reader runs. */
public final class Row {
    private final ResultSet row;

    Row(ResultSet row) {
        this.row = row;
    }

    /** How many columns the answer has. */
    public int width() {
        return get(() -> row.getMetaData().getColumnCount());
    }

    /** The name of a column. */
    public String name(int column) {
        return get(() -> row.getMetaData().getColumnLabel(column));
    }

    /** Bytes as the server sent them, of a column of text or bytes; null for NULL. */
    public byte @Nullable [] bytesOrNull(int column) {
        try {
            return row.getBytes(column);
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }

    /**
     * A value in a form that the driver was taught for this type, or null for NULL.
     *
     * @throws SqlFailure where it was not
     */
    public <T> @Nullable T valueOrNull(int column, Class<T> type) {
        try {
            return row.getObject(column, type);
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }

    /** A text, or null for NULL. */
    public @Nullable String textOrNull(int column) {
        return get(() -> row.getString(column));
    }

    /** A text that is not NULL. */
    public String text(int column) {
        return Objects.requireNonNull(textOrNull(column), () -> "column " + column + " is NULL");
    }

    /** A whole number that is not NULL. */
    public long number(int column) {
        return Objects.requireNonNull(numberOrNull(column), () -> "column " + column + " is NULL");
    }

    /** A whole number, or null for NULL. */
    public @Nullable Long numberOrNull(int column) {
        return get(() -> {
            long value = row.getLong(column);
            return row.wasNull() ? null : value;
        });
    }

    /** A fraction, or null for NULL. */
    public @Nullable Double fractionOrNull(int column) {
        return get(() -> {
            double value = row.getDouble(column);
            return row.wasNull() ? null : value;
        });
    }

    /** A truth value; NULL reads as false. */
    public boolean flag(int column) {
        return get(() -> row.getBoolean(column));
    }

    /** A point in time, or null for NULL. */
    public @Nullable Instant instantOrNull(int column) {
        return get(() -> {
            Timestamp value = row.getTimestamp(column);
            return value == null ? null : value.toInstant();
        });
    }

    /** A point in time that is not NULL. */
    public Instant instant(int column) {
        return Objects.requireNonNull(instantOrNull(column), () -> "column " + column + " is NULL");
    }

    private interface Getter<T> {
        @Nullable
        T get() throws SQLException;
    }

    @SuppressWarnings("NullAway")
    private static <T> T get(Getter<T> getter) {
        try {
            return getter.get();
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }
}
