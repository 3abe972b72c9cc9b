package dev.godwit.dialect.postgres;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.dialect.Locks;
import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Locks as pg_locks shows them; session locks are advisory locks. Stateless. */
public final class PostgresLocks implements Locks {
    /** How often a pooler is given the chance to answer from another server session. */
    private static final int POOLER_LOOKS = 5;

    private static final PostgresQuoting QUOTING = new PostgresQuoting();

    private final SqlBook book = SqlBook.load(PostgresLocks.class, "locks.sql");

    @Override
    public void boundWait(Session session, Duration timeout) {
        session.query(book.sql("bound.wait", "timeout", wait(timeout)), row -> row.text(1));
    }

    @Override
    public void boundStatement(Session session, Duration timeout) {
        session.query(book.sql("bound.statement", "timeout", timeout.toMillis() + "ms"), row -> row.text(1));
    }

    @Override
    public List<Sql> bounds(Duration wait, Duration statement) {
        return List.of(
                Sql.of("set lock_timeout = {}", Sql.literal(wait(wait))),
                Sql.of("set statement_timeout = {}", Sql.literal(statement.toMillis() + "ms")));
    }

    private static String wait(Duration timeout) {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("a wait for a lock needs a bound of at least 1 ms");
        }
        return timeout.toMillis() + "ms";
    }

    @Override
    public long sessionNumber(Session session) {
        return one(session, book.sql("session.number"));
    }

    @Override
    public List<Blocker> blockers(Session observer, long sessionNumber) {
        return observer.query(book.sql("blockers", "session", sessionNumber), PostgresLocks::blocker);
    }

    @Override
    public List<Blocker> holders(Session observer, TableName table, LockLevel wanted) {
        String modes =
                LockModes.conflicting(wanted).stream().map(LockModes::mode).collect(Collectors.joining(","));
        return observer.query(
                book.sql("holders", "relation", QUOTING.table(table), "modes", modes), PostgresLocks::blocker);
    }

    @Override
    public List<Wait> waits(Session observer) {
        List<Wait> waits = new ArrayList<>();
        observer.query(
                        book.sql("waits"),
                        row -> new Wait(row.number(1), row.text(2), Duration.ofMillis(row.number(3)), List.of()))
                .forEach(wait -> waits.add(new Wait(
                        wait.sessionNumber(), wait.query(), wait.waiting(), blockers(observer, wait.sessionNumber()))));
        return waits;
    }

    @Override
    public Map<TableName, LockLevel> held(Session observer, long sessionNumber) {
        Map<TableName, LockLevel> held = new TreeMap<>();
        observer.query(book.sql("held", "session", sessionNumber), row -> {
            TableName table = TableName.of(row.text(1), row.text(2));
            return held.merge(table, LockModes.level(row.text(3)), LockLevel::max);
        });
        return held;
    }

    @Override
    public boolean tryHold(Session session, String name) {
        // The server counts repeated locks; one release must give it back.
        return holds(session, name) || flag(session, book.sql("advisory.try", "key", key(name)));
    }

    @Override
    public boolean holds(Session session, String name) {
        return flag(session, book.sql("advisory.holds", "key", key(name)));
    }

    @Override
    public void release(Session session, String name) {
        flag(session, book.sql("advisory.release", "key", key(name)));
    }

    @Override
    public boolean tryHold(Session session, ToolLock lock) {
        return flag(session, book.sql("advisory.try", "key", lock.number()));
    }

    @Override
    public void release(Session session, ToolLock lock) {
        flag(session, book.sql("advisory.release", "key", lock.number()));
    }

    @Override
    public boolean behindPooler(Session session) {
        long first = sessionNumber(session);
        String mark = "session " + first;
        session.query(book.sql("pooler.mark", "mark", mark), row -> row.text(1));
        for (int look = 0; look < POOLER_LOOKS; look++) {
            boolean same = session.first(
                            book.sql("pooler.look"),
                            row -> row.number(1) == first && row.text(2).equals(mark))
                    .orElse(false);
            if (!same) {
                return true;
            }
        }
        return false;
    }

    /** The advisory key of a name: the first eight bytes of its SHA-256 sum. */
    static long key(String name) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(sum).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java runtime has SHA-256", impossible);
        }
    }

    private static Blocker blocker(Row row) {
        Long number = row.numberOrNull(1);
        return new Blocker(
                number == null ? 0 : number,
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                Duration.ofMillis(row.number(6)),
                row.text(7));
    }

    private static long one(Session session, Sql sql) {
        return session.first(sql, row -> row.number(1)).orElseThrow();
    }

    private static boolean flag(Session session, Sql sql) {
        return session.first(sql, row -> row.flag(1)).orElseThrow();
    }
}
