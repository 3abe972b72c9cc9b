package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Locks;
import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Metadata locks and row locks; session locks are those of GET_LOCK. Stateless. */
public final class MysqlLocks implements Locks {
    /** How often a pooler is given the chance to answer from another server session. */
    private static final int POOLER_LOOKS = 5;

    private static final long MILLIS_OF_A_SECOND = 1_000;

    private final SqlBook book = SqlBook.load(MysqlLocks.class, "locks.sql");
    private final MetadataLocks metadata = new MetadataLocks(book);

    @Override
    public void boundWait(Session session, Duration timeout) {
        session.execute(Sql.verbatim("set " + wait(timeout)));
    }

    /** Both servers count in whole seconds. */
    @Override
    public Duration shortestWait() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void boundStatement(Session session, Duration timeout) {
        session.execute(Sql.verbatim("set @godwit_bound = " + timeout.toMillis() + statement(timeout)));
    }

    @Override
    public List<Sql> bounds(Duration wait, Duration statement) {
        return List.of(Sql.verbatim("set " + wait(wait) + statement(statement)));
    }

    /** The bounds of waits for metadata and for rows are two settings. */
    private static String wait(Duration timeout) {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("a wait for a lock needs a bound of at least 1 ms");
        }
        long seconds = (timeout.toMillis() + MILLIS_OF_A_SECOND - 1) / MILLIS_OF_A_SECOND;
        return "lock_wait_timeout = " + seconds + ", innodb_lock_wait_timeout = " + seconds;
    }

    /** MariaDB bounds every statement, in seconds; MySQL only those that read, in milliseconds. Zero is none for both. */
    private static String statement(Duration timeout) {
        String seconds = BigDecimal.valueOf(timeout.toMillis(), 3).toPlainString();
        return " /*M!100101 , max_statement_time = " + seconds + " */ /*!80000 , max_execution_time = "
                + timeout.toMillis() + " */";
    }

    @Override
    public long sessionNumber(Session session) {
        return one(session, book.sql("session.number"));
    }

    @Override
    public List<Blocker> blockers(Session observer, long sessionNumber) {
        Set<Long> numbers = new LinkedHashSet<>(
                observer.query(book.sql("blockers.rows", "session", sessionNumber), row -> row.number(1)));
        numbers.addAll(metadata.blockers(observer, sessionNumber));
        return sessions(observer, numbers);
    }

    @Override
    public List<Blocker> holders(Session observer, TableName table, LockLevel wanted) {
        return sessions(observer, metadata.holders(observer, table, wanted));
    }

    @Override
    public List<Wait> waits(Session observer) {
        return observer
                .query(
                        book.sql("waits"),
                        row -> new Wait(row.number(1), row.text(2), Duration.ofMillis(row.number(3)), List.of()))
                .stream()
                .map(wait -> new Wait(
                        wait.sessionNumber(), wait.query(), wait.waiting(), blockers(observer, wait.sessionNumber())))
                .toList();
    }

    @Override
    public Map<TableName, LockLevel> held(Session observer, long sessionNumber) {
        return metadata.held(observer, sessionNumber);
    }

    @Override
    public List<Blocker> running(Session observer, String text) {
        return sessions(
                observer, new LinkedHashSet<>(observer.query(book.sql("running", "text", text), row -> row.number(1))));
    }

    private List<Blocker> sessions(Session observer, Set<Long> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        Sql list = Sql.join(
                ", ",
                numbers.stream().map(number -> Sql.of("{}", Sql.param(number))).toList());
        try {
            return observer.query(book.sql("sessions", "sessions", list), MysqlLocks::blocker);
        } catch (SqlFailure notAllowed) {
            return observer.query(book.sql("sessions.plain", "sessions", list), MysqlLocks::blocker);
        }
    }

    private static Blocker blocker(Row row) {
        return new Blocker(
                row.number(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                Duration.ofMillis(row.number(6)),
                row.text(7));
    }

    @Override
    public boolean tryHold(Session session, String name) {
        // The server counts repeated locks; one release must give it back.
        return holds(session, name) || flag(session, book.sql("name.try", "name", name));
    }

    @Override
    public boolean holds(Session session, String name) {
        return flag(session, book.sql("name.holds", "name", name));
    }

    @Override
    public void release(Session session, String name) {
        flag(session, book.sql("name.release", "name", name));
    }

    @Override
    public boolean tryHold(Session session, ToolLock lock) {
        return flag(session, book.sql("tool.try", "name", lock.name()));
    }

    @Override
    public void release(Session session, ToolLock lock) {
        flag(session, book.sql("tool.release", "name", lock.name()));
    }

    @Override
    public boolean behindPooler(Session session) {
        long first = sessionNumber(session);
        session.execute(book.sql("pooler.mark", "mark", first));
        for (int look = 0; look < POOLER_LOOKS; look++) {
            boolean same = session.first(
                            book.sql("pooler.look"), row -> row.number(1) == first && row.number(2) == first)
                    .orElse(false);
            if (!same) {
                return true;
            }
        }
        return false;
    }

    private static long one(Session session, Sql sql) {
        return session.first(sql, row -> row.number(1)).orElseThrow();
    }

    private static boolean flag(Session session, Sql sql) {
        return session.first(sql, row -> row.flag(1)).orElseThrow();
    }
}
