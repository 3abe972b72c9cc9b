package dev.godwit.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of an answer, one at a time. Used by the session's thread. */
public final class RowStream implements AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;
    private final Row row;
    private final Runnable over;

    RowStream(Statement statement, ResultSet rows, Runnable over) {
        this.statement = statement;
        this.rows = rows;
        this.row = new Row(rows);
        this.over = over;
    }

    /** Goes to the next row; false where there is none. */
    public boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }

    /** The current row; the same object for all of them. */
    public Row row() {
        return row;
    }

    /** The names of the columns' types, as the driver calls them. */
    public List<String> typeNames() {
        try {
            List<String> names = new ArrayList<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                names.add(rows.getMetaData().getColumnTypeName(column));
            }
            return names;
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }

    /**
     * The numbers of the warnings that the server gave with the answer, complete once there is no next row; asked of the server
     * only where it said that there are any.
     */
    public Set<Integer> warnings() {
        try {
            Set<Integer> numbers = new TreeSet<>();
            for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
                numbers.add(each.getErrorCode());
            }
            return numbers;
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }

    /** Gives up the rows that are left; a driver may have to read them all, so cancel before where they are many. */
    @Override
    public void close() {
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            throw Failures.of(e, false);
        } finally {
            over.run();
        }
    }

    /** Closes a statement that failed, and keeps the failure. */
    static SqlFailure closing(@Nullable Statement statement, SqlFailure failure) {
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
