package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Health;
import dev.godwit.dialect.StatementTimes;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Readings from status variables and information_schema; a reading that the account may not have is empty or -1, never a
 * guess. A primary does not know how far its replicas are: their lag comes from the heartbeat, read on the replicas that the
 * environment names. Stateless.
 */
public final class MysqlHealth implements Health {
    /** Missing rights for a statement or a table, and tables that are not there, because a plugin is not. */
    private static final Set<Integer> NOT_FOR_US = Set.of(1227, 1142, 1044, 1045, 1049, 1109, 1146);

    private static final double MICROS_PER_MILLI = 1_000;

    private final SqlBook book;

    /** @param place of the control schema, which holds the heartbeat */
    public MysqlHealth(LedgerPlace place) {
        this.book = place.book("health.sql");
    }

    @Override
    public void beat(Session session, Instant now) {
        session.update(book.sql("heartbeat.write", "now", now));
    }

    @Override
    public void touch(Session session, Instant now) {
        session.update(book.sql("heartbeat.touch", "now", now));
    }

    /** Seconds are all that these servers tell: a shorter time counts as the whole second. */
    @Override
    public boolean inUse(Session session, Duration within) {
        return allowed(() -> session.query(book.sql("server.used", "recent", within.toMillis()), row -> row.flag(1)))
                .flatMap(answers -> answers.stream().findFirst())
                .orElse(true);
    }

    @Override
    public Optional<StatementTimes> statementTimes(Session session) {
        if (Family.of(session) == Family.MARIADB) {
            return Optional.empty();
        }
        return allowed(() -> session.query(
                        book.sql("statements.times.mysql"),
                        row -> new StatementTimes.Bucket(row.number(1) / MICROS_PER_MILLI, row.number(2))))
                .filter(buckets -> !buckets.isEmpty())
                .map(StatementTimes::new);
    }

    @Override
    public OptionalLong oldVersions(Session session) {
        return allowed(() -> session.query(book.sql("history.length"), row -> row.number(1)))
                .flatMap(lengths -> lengths.stream().findFirst())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public List<ReplicaLag> replicas(Session primary) {
        Sql registered = book.sql(Family.of(primary).block("replicas"));
        return allowed(() -> primary.query(registered, row -> unknown("replica " + row.text(1) + host(row))))
                .orElseGet(() -> primary.query(book.sql("replicas.dumps"), row -> unknown(row.text(1))));
    }

    /** Where the heartbeat is not replicated, what the replica says itself about how far it is behind. */
    @Override
    public Optional<Instant> heartbeatAt(Session replica) {
        return allowed(() -> replica.query(book.sql("heartbeat.read"), row -> row.instant(1)))
                .map(beats -> beats.stream().findFirst())
                .orElseGet(() -> ownWord(replica));
    }

    /** Servers of this kind keep nothing back for a consumer that went away. */
    @Override
    public List<ReplicaLag> slots(Session primary) {
        return List.of();
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

    /** The oldest transaction keeps purge from taking old versions of rows away; how many there are is said with it. */
    @Override
    public Optional<OldSnapshot> oldestSnapshot(Session session) {
        return allowed(() -> session.query(
                        book.sql("transaction.oldest"),
                        row -> new OldSnapshot(row.number(1), row.text(2), Duration.ofMillis(row.number(3)))))
                .flatMap(oldest -> oldest.stream().findFirst())
                .map(oldest ->
                        new OldSnapshot(oldest.sessionNumber(), oldest.application() + history(session), oldest.age()));
    }

    @Override
    public long logPosition(Session session) {
        Map<String, Long> status = status(session, "log.position");
        long written = status.getOrDefault("innodb_os_log_written", 0L);
        return status.getOrDefault("innodb_lsn_current", status.getOrDefault("innodb_redo_log_current_lsn", written));
    }

    @Override
    public Transactions transactions(Session session) {
        Map<String, Long> status = status(session, "transactions");
        return new Transactions(status.getOrDefault("handler_commit", 0L), status.getOrDefault("handler_rollback", 0L));
    }

    private static ReplicaLag unknown(String name) {
        return new ReplicaLag(name, -1, Duration.ZERO);
    }

    private static String host(Row row) {
        String host = row.textOrNull(2);
        return host == null || host.isEmpty() ? "" : "@" + host;
    }

    private Optional<Instant> ownWord(Session replica) {
        return allowed(() -> replica.query(book.sql("replica.status"), MysqlHealth::secondsBehind))
                .flatMap(answers -> answers.stream().flatMap(Optional::stream).max(Long::compare))
                .flatMap(seconds ->
                        replica.first(book.sql("replica.behind", "seconds", seconds), row -> row.instant(1)));
    }

    /** Empty where it does not replicate. */
    private static Optional<Long> secondsBehind(Row row) {
        return IntStream.rangeClosed(1, row.width())
                .filter(i -> row.name(i).toLowerCase(Locale.ROOT).startsWith("seconds_behind_"))
                .mapToObj(i -> Optional.ofNullable(row.numberOrNull(i)))
                .findFirst()
                .flatMap(seconds -> seconds);
    }

    private String history(Session session) {
        OptionalLong length = oldVersions(session);
        return length.isPresent() ? ", history list length " + length.getAsLong() : "";
    }

    /** No SQL function tells the disk: a plugin does where it is loaded, else it is looked at on this machine. */
    private Optional<DataDisk.Space> disk(Session session) {
        return allowed(() ->
                        session.query(book.sql("disk.plugin"), row -> new DataDisk.Space(row.number(1), row.number(2))))
                .flatMap(disks -> disks.stream().findFirst())
                .or(() -> allowed(() -> session.query(
                                book.sql(Family.of(session).block("disk.place")),
                                row -> new DataDisk(row.text(1), row.text(2), row.number(3))))
                        .flatMap(places -> places.stream().findFirst())
                        .flatMap(DataDisk::store)
                        .flatMap(DataDisk::space));
    }

    private Map<String, Long> status(Session session, String block) {
        return session
                .query(book.sql(block), row -> Map.entry(row.text(1).toLowerCase(Locale.ROOT), row.number(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Empty where the account may not ask. */
    private static <T> Optional<T> allowed(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (SqlFailure failure) {
            if (NOT_FOR_US.contains(failure.vendorCode())) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
