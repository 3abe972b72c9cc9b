package dev.godwit.dialect.postgres;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.dialect.Health;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Readings from the statistics views; a reading that the role may not have is empty or -1, never a guess. Stateless. */
public final class PostgresHealth implements Health {
    private final SqlBook book = SqlBook.load(PostgresHealth.class, "health.sql");

    @Override
    public void beat(Session session, Instant now) {
        session.update(book.sql("heartbeat.write", "now", now));
    }

    @Override
    public void touch(Session session, Instant now) {
        session.update(book.sql("heartbeat.touch", "now", now));
    }

    @Override
    public boolean inUse(Session session, Duration within) {
        return session.first(book.sql("server.used", "recent", within.toMillis()), row -> row.flag(1))
                .orElse(true);
    }

    @Override
    public List<ReplicaLag> replicas(Session primary) {
        return primary.query(book.sql("replicas"), PostgresHealth::lag);
    }

    @Override
    public Optional<Instant> heartbeatAt(Session replica) {
        boolean there =
                replica.first(book.sql("heartbeat.exists"), row -> row.flag(1)).orElse(false);
        return there ? replica.first(book.sql("heartbeat.read"), row -> row.instant(1)) : Optional.empty();
    }

    @Override
    public List<ReplicaLag> slots(Session primary) {
        return primary.query(book.sql("slots"), PostgresHealth::lag);
    }

    @Override
    public OptionalDouble diskUsed(Session session) {
        return disk(session)
                .map(disk -> OptionalDouble.of(1.0 - (double) disk.freeBytes() / disk.totalBytes()))
                .orElse(OptionalDouble.empty());
    }

    @Override
    public OptionalDouble diskFreeBytes(Session session) {
        return disk(session).map(disk -> OptionalDouble.of(disk.freeBytes())).orElse(OptionalDouble.empty());
    }

    @Override
    public Optional<OldSnapshot> oldestSnapshot(Session session) {
        return session.first(
                book.sql("snapshot.oldest"),
                row -> new OldSnapshot(row.number(1), row.text(2), Duration.ofMillis(row.number(3))));
    }

    @Override
    public long logPosition(Session session) {
        return one(session, book.sql("log.position"));
    }

    @Override
    public Transactions transactions(Session session) {
        return session.first(book.sql("transactions"), row -> new Transactions(row.number(1), row.number(2)))
                .orElseThrow();
    }

    /** No SQL function tells the disk: it is looked at where the server runs on this machine and the role may know where. */
    private Optional<DataDisk.Space> disk(Session session) {
        boolean allowed =
                session.first(book.sql("disk.allowed"), row -> row.flag(1)).orElse(false);
        if (!allowed) {
            return Optional.empty();
        }
        return session.first(book.sql("disk.place"), row -> new DataDisk(row.text(1), row.number(2), row.number(3)))
                .flatMap(DataDisk::store)
                .flatMap(DataDisk::space);
    }

    private static ReplicaLag lag(Row row) {
        return new ReplicaLag(row.text(1), row.number(2), Duration.ofMillis(row.number(3)));
    }

    private static long one(Session session, Sql sql) {
        return session.first(sql, row -> row.number(1)).orElseThrow();
    }
}
