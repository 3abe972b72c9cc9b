package dev.godwit.db;

import dev.godwit.sql.Quoting;
import dev.godwit.sql.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server. In autocommit, unless {@link #inTransaction} is running. Used by one thread; only
 * {@link #cancel} may be called from another. Every failure is a {@link SqlFailure}.
 */
public final class Session implements AutoCloseable {
    /** Rows fetched at once by {@link #query} inside a transaction: bounded memory whatever the answer's size. */
    private static final int FETCH_ROWS = 1_000;

    private final Connection connection;
    private final Quoting quoting;
    private final Connector.Sending sending;
    private final Rerun rerun;
    private volatile @Nullable Statement running;

    Session(Connection connection, Connector connector) {
        this.connection = connection;
        this.quoting = connector.quoting();
        this.sending = connector.sending();
        this.rerun = connector.rerun();
    }

    /** All rows of an answer, read by {@code reader}. */
    public <T> List<T> query(Sql sql, Function<Row, T> reader) {
        return prepared(sql, statement -> {
            List<T> rows = new ArrayList<>();
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    rows.add(reader.apply(new Row(answer)));
                }
            }
            return rows;
        });
    }

    /** The first row of an answer; empty where it has none. {@code reader} must not return null. */
    public <T> Optional<T> first(Sql sql, Function<Row, T> reader) {
        List<T> rows = query(sql, reader);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** Runs statements in order; all rows that the last one answers, read by {@code reader}. */
    public <T> List<T> query(List<Sql> statements, Function<Row, T> reader) {
        int last = statements.size() - 1;
        statements.subList(0, last).forEach(this::execute);
        return query(statements.get(last), reader);
    }

    /** Runs statements in order; the first row that the last one answers. {@code reader} must not return null. */
    public <T> Optional<T> first(List<Sql> statements, Function<Row, T> reader) {
        List<T> rows = query(statements, reader);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /**
     * The rows of an answer one at a time, as the server sends them. The session does nothing else until it is closed.
     *
     * @param fetchRows how many rows the driver may hold; on PostgreSQL of use within a transaction only
     */
    public RowStream stream(Sql sql, int fetchRows) {
        Sql.Rendered rendered = sql.render(quoting);
        PreparedStatement statement = null;
        try {
            statement = connection.prepareStatement(rendered.text());
            statement.setFetchSize(fetchRows);
            for (int i = 0; i < rendered.parameters().size(); i++) {
                bind(statement, i + 1, rendered.parameters().get(i));
            }
            running = statement;
            return new RowStream(statement, statement.executeQuery(), () -> running = null);
        } catch (SQLException e) {
            running = null;
            throw RowStream.closing(statement, Failures.of(e, false));
        }
    }

    /** The number of rows that a DML statement wrote. */
    public long update(Sql sql) {
        return prepared(sql, PreparedStatement::executeLargeUpdate);
    }

    /**
     * Runs several statements of any kind in order, in one round trip where the server takes them so; the first failure ends
     * it. For use in a transaction.
     *
     * @return per statement the number of rows that it wrote or answered
     */
    public List<Long> together(List<Sql> statements) {
        return sending == Connector.Sending.TOGETHER
                ? inOneMessage(statements)
                : statements.stream().map(this::rowsOf).toList();
    }

    private long rowsOf(Sql sql) {
        return prepared(
                sql,
                statement -> statement.execute() ? count(statement.getResultSet()) : statement.getLargeUpdateCount());
    }

    private List<Long> inOneMessage(List<Sql> statements) {
        return prepared(Sql.join("\n;\n", statements), statement -> {
            statement.setFetchSize(0); // a cursor could not be read behind the answer of the next statement
            List<Long> rows = new ArrayList<>();
            boolean answered = statement.execute();
            while (answered || statement.getLargeUpdateCount() >= 0) {
                rows.add(answered ? count(statement.getResultSet()) : statement.getLargeUpdateCount());
                answered = statement.getMoreResults();
            }
            return rows;
        });
    }

    private static long count(ResultSet answer) throws SQLException {
        long rows = 0;
        while (answer.next()) {
            rows++;
        }
        return rows;
    }

    /**
     * Runs a statement of any kind without parameters, by the simple protocol, so that its text reaches the server as it is
     * (no escape processing).
     *
     * @return the number of rows written; 0 for statements that write none
     */
    public long execute(Sql sql) {
        Sql.Rendered rendered = sql.render(quoting);
        if (!rendered.parameters().isEmpty()) {
            return prepared(sql, statement -> statement.execute() ? 0L : Math.max(0, statement.getLargeUpdateCount()));
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            running = statement;
            return statement.execute(rendered.text()) ? 0 : Math.max(0, statement.getLargeUpdateCount());
        } catch (SQLException e) {
            throw Failures.of(e, false);
        } finally {
            running = null;
        }
    }

    /**
     * Runs settings and then, in the same round trip where the server takes them so, a statement, whose text reaches the
     * server as it is.
     *
     * @param settings that answer nothing
     * @return as {@link #execute(Sql)}
     */
    public long execute(List<Sql> settings, Sql sql) {
        if (sending == Connector.Sending.ONE_BY_ONE) {
            settings.forEach(this::execute);
            return execute(sql);
        }
        String before = Sql.join(";", settings).render(quoting).text();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            running = statement;
            boolean answered =
                    statement.execute(before + ";" + sql.render(quoting).text());
            for (int skipped = 0; skipped < settings.size(); skipped++) {
                answered = statement.getMoreResults();
            }
            return answered ? 0 : Math.max(0, statement.getLargeUpdateCount());
        } catch (SQLException e) {
            throw Failures.of(e, false);
        } finally {
            running = null;
        }
    }

    /**
     * Runs a statement of any kind that a person wrote and looks for a row whose first column is a truth value other than
     * true; NULL is not true. Within a transaction the answer is read in pieces, however long it is.
     *
     * @return the number of that row, from 1; empty where there is none, or the first column is of another type
     */
    public OptionalLong firstNotTrue(Sql sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCH_ROWS);
            running = statement;
            return statement.execute(sql.render(quoting).text())
                    ? firstNotTrue(statement.getResultSet())
                    : OptionalLong.empty();
        } catch (SQLException e) {
            throw Failures.of(e, false);
        } finally {
            running = null;
        }
    }

    private static OptionalLong firstNotTrue(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        int type = columns == 0 ? Types.OTHER : rows.getMetaData().getColumnType(1);
        boolean truth = type == Types.BIT || type == Types.BOOLEAN || isDigit(rows.getMetaData(), type);
        for (long row = 1; rows.next(); row++) {
            if (truth && !rows.getBoolean(1)) {
                return OptionalLong.of(row);
            }
        }
        return OptionalLong.empty();
    }

    /** Servers without a type for truth answer a comparison with a whole number of one digit. */
    private static boolean isDigit(ResultSetMetaData answer, int type) throws SQLException {
        return (type == Types.INTEGER || type == Types.BIGINT) && answer.getPrecision(1) == 1;
    }

    /**
     * Runs {@code work} in one transaction: commits when it returns, rolls back when it throws. A failure of the commit
     * itself carries {@link SqlFailure#duringCommit}.
     */
    public <T> T inTransaction(Supplier<T> work) {
        begin();
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            rollBack(e);
            throw e;
        }
        commit();
        return result;
    }

    /**
     * The same for a transaction of Godwit's own, which holds no statement of a person: one that had to give way to another
     * session left nothing, and is run again from its start, a bounded number of times.
     */
    public <T> T ownTransaction(Supplier<T> work) {
        return own(() -> inTransaction(work));
    }

    /**
     * The same for work in autocommit, of which each statement may be sent again. Within a transaction it is run once: what
     * gives way there is the whole transaction.
     */
    public <T> T own(Supplier<T> work) {
        return inTransaction() ? work.get() : rerun.run(work);
    }

    /** The number of rows that a statement of Godwit's own wrote; sent again as {@link #own} says. */
    public long write(Sql sql) {
        return own(() -> update(sql));
    }

    /** Whether a transaction is running. */
    public boolean inTransaction() {
        try {
            return !connection.getAutoCommit();
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }

    /** Cancels the statement that another thread is running; does nothing where none is. */
    public void cancel() {
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw Failures.of(e, false);
            }
        }
    }

    /**
     * From now on an answer that does not come within this time is a lost connection. Without it a line that is cut without a
     * word keeps its reader waiting for hours.
     */
    public void boundAnswer(Duration bound) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(bound.toMillis()));
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }

    /** Whether the server answers within two seconds. */
    public boolean alive() {
        try {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Something that only the driver's own interface can do. */
    public interface DriverAct<D, T> {
        /** Does it. */
        T on(D driver) throws SQLException, IOException;
    }

    /** Does something with the driver's own interface (COPY, replication), for dialect packages; fails as every act here. */
    public <D, T> T driven(Class<D> type, DriverAct<D, T> act) {
        try {
            return act.on(connection.unwrap(type));
        } catch (SQLException e) {
            throw Failures.of(e, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How this session's server quotes. */
    public Quoting quoting() {
        return quoting;
    }

    /** Closes the connection; a transaction that is running is rolled back by the server. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }

    private interface Act<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T prepared(Sql sql, Act<T> act) {
        Sql.Rendered rendered = sql.render(quoting);
        try (PreparedStatement statement = connection.prepareStatement(rendered.text())) {
            statement.setFetchSize(FETCH_ROWS);
            for (int i = 0; i < rendered.parameters().size(); i++) {
                bind(statement, i + 1, rendered.parameters().get(i));
            }
            running = statement;
            return act.on(statement);
        } catch (SQLException e) {
            throw Failures.of(e, false);
        } finally {
            running = null;
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setTimestamp(index, Timestamp.from(instant));
        } else {
            statement.setObject(index, value);
        }
    }

    private void begin() {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw Failures.of(e, false);
        }
    }

    private void commit() {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw Failures.of(e, true);
        }
    }

    private void rollBack(Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
