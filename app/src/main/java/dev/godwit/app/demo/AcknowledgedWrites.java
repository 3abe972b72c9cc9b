package dev.godwit.app.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The application's own ledger: the last write of each key that the server has acknowledged. A key is written by one client
 * only, so "last" has a meaning. Threads may share it.
 */
final class AcknowledgedWrites {
    private final Map<Subject, Map<Long, Write>> last = Map.of(
            Subject.AMOUNT, new ConcurrentHashMap<>(),
            Subject.BALANCE, new ConcurrentHashMap<>(),
            Subject.NAME, new ConcurrentHashMap<>());
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong inserted = new AtomicLong();
    private final AtomicLong insertsSent = new AtomicLong();

    /** What is written: each is a column with the number of its last write beside it. */
    enum Subject {
        /** A transaction's amount, in cents. */
        AMOUNT("select id, amount_write, amount * 100 from transactions where id in (@KEYS@)"),
        /** A user's balance, in cents. */
        BALANCE("select id, balance_write, balance * 100 from users where id in (@KEYS@)"),
        /** A user's name, which is "customer " and a number. */
        NAME("select id, name_write, cast(substring(name, 10) as decimal(18, 0)) from users where id in (@KEYS@)");

        private final String query;

        Subject(String query) {
            this.query = query;
        }

        /** Answers with key, number of the write and value. */
        String query(List<Long> keys) {
            String list = keys.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return query.replace("@KEYS@", list);
        }
    }

    /**
     * One write.
     *
     * @param sequence its number; later writes have higher ones
     * @param value what was written
     */
    record Write(long sequence, long value) {}

    /** The number of the next write; taken before it is sent. */
    long next() {
        return sequence.incrementAndGet();
    }

    /** An insert is about to be sent. */
    void sendingInsert() {
        insertsSent.incrementAndGet();
    }

    /** The server has acknowledged that a new row is there. */
    void acknowledgeInsert(long id, Write write) {
        inserted.incrementAndGet();
        acknowledge(Subject.AMOUNT, id, write);
    }

    /** The server has acknowledged a write. */
    void acknowledge(Subject subject, long id, Write write) {
        acknowledged.incrementAndGet();
        of(subject).put(id, write);
    }

    /** The last write of each key up to now, by key. */
    Map<Long, Write> snapshot(Subject subject) {
        return new TreeMap<>(of(subject));
    }

    /** Acknowledged writes so far, also those that a later one has replaced. */
    long count() {
        return acknowledged.get();
    }

    /** New rows acknowledged so far. */
    long inserted() {
        return inserted.get();
    }

    /** New rows sent so far, acknowledged or not. */
    long insertsSent() {
        return insertsSent.get();
    }

    private Map<Long, Write> of(Subject subject) {
        return java.util.Objects.requireNonNull(last.get(subject));
    }
}
