package dev.godwit.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.fault.Fault;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every dialect promises, in SQL that every server understands; a dialect's subclass gives the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DialectContractTest {
    private static final TableName ROWS = TableName.of("rows_to_walk");

    /** Looks at a waiting session until it waits, at most this often; each look is a round trip. */
    private static final int LOOKS = 20_000;

    private Database database;
    private final List<Session> sessions = new ArrayList<>();

    /** The dialect under test. */
    protected abstract Dialect dialect();

    /** A new, empty database. */
    protected abstract ConnectionUrl newDatabase();

    @BeforeEach
    void makeDatabase() {
        database = dialect().database(newDatabase());
    }

    @AfterEach
    void closeSessions() {
        sessions.forEach(Session::close);
        sessions.clear();
    }

    private Session open(String purpose) {
        Session session = database.open(purpose);
        sessions.add(session);
        return session;
    }

    private static void run(Session session, String statement) {
        session.execute(Sql.verbatim(statement));
    }

    @Test
    void knowsWhereItIs() {
        ServerIdentity identity = dialect().catalog().identity(open("godwit test"));
        assertThat(identity.systemIdentifier()).isNotEmpty();
        assertThat(database.displayName()).endsWith("/" + identity.database());
        assertThat(identity.replica()).isFalse();
        assertThat(identity.version()).startsWith(String.valueOf(identity.majorVersion()));
    }

    @Test
    void twoDatabasesOfOneServerShareItsIdentifierOnly() {
        ServerIdentity first = dialect().catalog().identity(open("godwit test"));
        try (Session other = dialect().database(newDatabase()).open("godwit test")) {
            ServerIdentity second = dialect().catalog().identity(other);
            assertThat(second.systemIdentifier()).isEqualTo(first.systemIdentifier());
            assertThat(second.database()).isNotEqualTo(first.database());
        }
    }

    @Test
    void allSessionsAndDatabasesOfOneServerShareItsLineage() {
        String lineage = dialect().catalog().lineage(open("godwit test"));
        assertThat(lineage).isNotBlank();
        assertThat(dialect().catalog().lineage(open("godwit other"))).isEqualTo(lineage);
        try (Session other = dialect().database(newDatabase()).open("godwit test")) {
            assertThat(dialect().catalog().lineage(other)).isEqualTo(lineage);
        }
    }

    @Test
    void holdsALockForOneSessionUntilItGivesItBack() {
        Session first = open("godwit one");
        Session second = open("godwit two");
        Locks locks = dialect().locks();
        assertThat(locks.tryHold(first, "godwit/lease")).isTrue();
        assertThat(locks.tryHold(first, "godwit/lease")).as("again").isTrue();
        assertThat(locks.holds(first, "godwit/lease")).isTrue();
        assertThat(locks.tryHold(second, "godwit/lease")).isFalse();
        assertThat(locks.holds(second, "godwit/lease")).isFalse();
        assertThat(locks.tryHold(second, "another name")).isTrue();
        locks.release(first, "godwit/lease");
        assertThat(locks.holds(first, "godwit/lease")).isFalse();
        assertThat(locks.tryHold(second, "godwit/lease")).isTrue();
    }

    @Test
    void aLockEndsWithItsSession() {
        Session holder = database.open("godwit holder");
        assertThat(dialect().locks().tryHold(holder, "lease")).isTrue();
        Session other = open("godwit other");
        holder.close();
        boolean taken = false;
        for (int look = 0; look < LOOKS && !taken; look++) {
            taken = dialect().locks().tryHold(other, "lease");
        }
        assertThat(taken).isTrue();
    }

    @Test
    void aSessionOfItsOwnIsBehindNoPooler() {
        assertThat(dialect().locks().behindPooler(open("godwit test"))).isFalse();
    }

    @Test
    void aWaitForALockEndsAtItsBoundAndCountsAsContention() {
        fill(10);
        Session holder = open("application");
        Session waiter = open("godwit waiter");
        dialect().locks().boundWait(waiter, Duration.ofMillis(50));
        holder.inTransaction(() -> {
            run(holder, "update rows_to_walk set v = 1 where id = 1");
            SqlFailure failure = catchThrowableOfType(
                    SqlFailure.class, () -> run(waiter, "update rows_to_walk set v = 2 where id = 1"));
            assertThat(dialect().classify(failure)).isInstanceOf(Fault.Contention.class);
            return null;
        });
    }

    @Test
    void aWaitWithoutABoundIsRefused() {
        Session session = open("godwit test");
        assertThatThrownBy(() -> dialect().locks().boundWait(session, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesWhoBlocksWhom() throws Exception {
        fill(10);
        Session holder = open("application one");
        Session waiter = open("godwit waiter");
        Session observer = open("godwit observer");
        long waiting = dialect().locks().sessionNumber(waiter);
        dialect().locks().boundWait(waiter, Duration.ofSeconds(30));
        assertThat(dialect().locks().blockers(observer, waiting)).isEmpty();
        CompletableFuture<Void> blocked = holder.inTransaction(() -> {
            run(holder, "update rows_to_walk set v = 1 where id = 1");
            CompletableFuture<Void> waits =
                    CompletableFuture.runAsync(() -> run(waiter, "alter table rows_to_walk add column extra integer"));
            assertNamed(observer, holder, waiting);
            return waits;
        });
        blocked.get(30, TimeUnit.SECONDS);
        assertThat(dialect().locks().blockers(observer, waiting)).isEmpty();
    }

    private void assertNamed(Session observer, Session holder, long waiting) {
        List<Locks.Blocker> blockers = List.of();
        for (int look = 0; look < LOOKS && blockers.isEmpty(); look++) {
            blockers = dialect().locks().blockers(observer, waiting);
        }
        long holding = dialect().locks().sessionNumber(holder);
        assertThat(blockers).singleElement().satisfies(blocker -> {
            assertThat(blocker.sessionNumber()).isEqualTo(holding);
            assertThat(blocker.application()).isEqualTo("application one");
        });
        assertThat(dialect().locks().waits(observer)).singleElement().satisfies(wait -> {
            assertThat(wait.sessionNumber()).isEqualTo(waiting);
            assertThat(wait.query()).startsWith("alter table rows_to_walk");
            assertThat(wait.blockers()).extracting(Locks.Blocker::sessionNumber).containsExactly(holding);
        });
        assertThat(dialect().locks().holders(observer, ROWS, LockLevel.ACCESS_EXCLUSIVE))
                .extracting(Locks.Blocker::sessionNumber)
                .contains(holding);
        assertThat(dialect().locks().holders(observer, ROWS, LockLevel.ACCESS_SHARE))
                .extracting(Locks.Blocker::sessionNumber)
                .doesNotContain(holding);
    }

    @Test
    void walksEveryRowExactlyOnce() {
        fill(1_000);
        Session session = open("godwit test");
        KeySpec key = key(session, ROWS);
        Key last = dialect().chunks().last(session, key).orElseThrow();
        for (long size : new long[] {1, 7, 100, 999, 1_000, 1_001}) {
            assertThat(walk(session, key, last, size)).as("chunks of " + size).isEqualTo(1_000);
        }
    }

    @Test
    void anEmptyTableHasNoLastKey() {
        fill(0);
        Session session = open("godwit test");
        assertThat(dialect().chunks().last(session, key(session, ROWS))).isEmpty();
    }

    @Test
    void rowsBehindTheHighWaterMarkAreNotWalked() {
        fill(100);
        Session session = open("godwit test");
        KeySpec key = key(session, ROWS);
        Key highWater = new Key(List.of("40"));
        assertThat(dialect().chunks().boundary(session, key, null, highWater, 1_000))
                .contains(highWater);
        assertThat(dialect().chunks().boundary(session, key, highWater, highWater, 1_000))
                .isEmpty();
        assertThat(walk(session, key, highWater, 7)).isEqualTo(40);
    }

    @Test
    void gapsInTheKeyEndNoWalk() {
        fill(100);
        Session session = open("godwit test");
        run(session, "delete from rows_to_walk where id > 10 and id < 90");
        KeySpec key = key(session, ROWS);
        assertThat(walk(session, key, dialect().chunks().last(session, key).orElseThrow(), 4))
                .isEqualTo(21);
    }

    @Test
    void updatesEachRowOfAChunkAndNoOther() {
        fill(100);
        Session session = open("godwit test");
        Chunks.ChunkUpdate update =
                new Chunks.ChunkUpdate(key(session, ROWS), Sql.verbatim("v = id * 2"), null, null, true);
        KeyRange range = new KeyRange(new Key(List.of("10")), new Key(List.of("20")));
        assertThat(session.update(dialect().chunks().update(update, range))).isEqualTo(10);
        assertThat(session.update(dialect().chunks().update(update, range)))
                .as("done")
                .isZero();
        assertThat(count(session, "select count(*) from rows_to_walk where v = id * 2"))
                .isEqualTo(10);
    }

    @Test
    void aPredicateAndAJoinNarrowAChunk() {
        fill(100);
        Session session = open("godwit test");
        run(session, "create table factors (row_id integer primary key, factor integer)");
        run(session, "insert into factors values (11, 3), (12, 5), (99, 7)");
        Chunks.ChunkUpdate update = new Chunks.ChunkUpdate(
                key(session, ROWS),
                Sql.verbatim("v = rows_to_walk.id * f.factor -- the product"),
                Sql.verbatim("factors f"),
                Sql.verbatim("f.row_id = rows_to_walk.id or 1 = 0 -- joined"),
                false);
        KeyRange range = new KeyRange(new Key(List.of("10")), new Key(List.of("20")));
        assertThat(session.update(dialect().chunks().update(update, range))).isEqualTo(2);
        assertThat(count(session, "select sum(v) from rows_to_walk")).isEqualTo(33 + 60);
    }

    @Test
    void progressGrowsFromZeroToOne() {
        fill(1_000);
        Session session = open("godwit test");
        KeySpec key = key(session, ROWS);
        Key last = dialect().chunks().last(session, key).orElseThrow();
        assertThat(dialect().chunks().fraction(session, key, null, last)).isZero();
        assertThat(dialect().chunks().fraction(session, key, last, last)).isEqualTo(1.0);
        double quarter = dialect().chunks().fraction(session, key, new Key(List.of("250")), last);
        assertThat(quarter).isBetween(0.2, 0.3);
    }

    @Test
    void splitsTheKeySpaceWithoutGapAndWithoutOverlap() {
        fill(1_000);
        Session session = open("godwit test");
        KeySpec key = key(session, ROWS);
        Key last = dialect().chunks().last(session, key).orElseThrow();
        for (int parts : new int[] {1, 2, 7}) {
            List<Key> bounds = dialect().chunks().split(session, key, last, parts);
            assertThat(bounds).hasSizeLessThanOrEqualTo(parts).endsWith(last).doesNotHaveDuplicates();
            long rows = 0;
            Key after = null;
            for (Key bound : bounds) {
                rows += rowsIn(session, key, new KeyRange(after, bound));
                after = bound;
            }
            assertThat(rows).as(parts + " parts").isEqualTo(1_000);
        }
    }

    @Test
    void theShapeOfAWalkStaysWhileRowsAndOtherThingsChange() {
        fill(10);
        Session session = open("godwit test");
        KeySpec key = key(session, ROWS);
        List<String> shape = dialect().chunks().shape(session, key);
        assertThat(shape).hasSizeGreaterThan(3);
        run(session, "update rows_to_walk set v = 7");
        run(session, "alter table rows_to_walk add column extra integer");
        run(session, "create index rows_to_walk_v on rows_to_walk (v)");
        gatherStatistics(session, ROWS);
        assertThat(dialect().chunks().shape(session, key)).containsAll(shape);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table rows_to_walk drop column v",
                "alter table rows_to_walk rename column v to w",
                "alter table rows_to_walk rename to away",
                "alter table rows_to_walk rename to away;"
                        + " create table rows_to_walk (id integer not null primary key, v integer)",
                "drop table rows_to_walk; create table rows_to_walk (id integer not null primary key, v integer)",
            })
    void theShapeOfAWalkLosesALineWhenTheTableIsAnother(String changes) {
        fill(10);
        Session session = open("godwit test");
        KeySpec key = key(session, ROWS);
        List<String> shape = dialect().chunks().shape(session, key);
        for (String change : changes.split(";")) {
            run(session, change);
        }
        assertThat(shape).isNotEmpty();
        assertThat(dialect().chunks().shape(session, key).containsAll(shape)).isFalse();
    }

    @Test
    void describesATable() {
        fill(1);
        Session session = open("godwit test");
        TableFacts table = dialect().catalog().table(session, ROWS).orElseThrow();
        assertThat(table.name().schema()).isNotNull();
        assertThat(table.columns()).extracting(TableFacts.ColumnFacts::name).containsExactly("id", "v");
        assertThat(table.column("id").orElseThrow().notNull()).isTrue();
        assertThat(table.indexes()).singleElement().matches(TableFacts.IndexFacts::primary);
        assertThat(dialect().catalog().table(session, TableName.of("no_such_table")))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aSnapshotIsTheSameAfterUpAndDownAndShowsWhatDiffersBetween() {
        fill(1);
        Session session = open("godwit test");
        CatalogSnapshot before = dialect().catalog().snapshot(session);
        run(session, "alter table rows_to_walk add column extra integer default 7");
        CatalogSnapshot between = dialect().catalog().snapshot(session);
        run(session, "alter table rows_to_walk drop column extra");
        CatalogSnapshot after = dialect().catalog().snapshot(session);
        assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
        assertThat(before.differences(between))
                .singleElement()
                .satisfies(difference ->
                        assertThat(difference.key()).startsWith("column").endsWith("rows_to_walk.extra"));
    }

    @Test
    void countsTransactionsAndLogBytes() {
        fill(1);
        Session session = open("godwit test");
        long before = dialect().health().logPosition(session);
        run(session, "update rows_to_walk set v = 5");
        assertThat(dialect().health().logPosition(session)).isGreaterThan(before);
        assertThat(dialect().health().transactions(session).committed()).isPositive();
        assertThat(dialect().health().replicas(session)).isEmpty();
    }

    @Test
    void anErrorOfTheStatementIsPermanent() {
        Session session = open("godwit test");
        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> run(session, "selec 1"));
        assertThat(dialect().classify(failure)).isInstanceOf(Fault.Permanent.class);
    }

    private void fill(int rows) {
        Session session = open("godwit fill");
        run(session, "create table rows_to_walk (id integer not null primary key, v integer)");
        if (rows > 0) {
            run(
                    session,
                    "insert into rows_to_walk with recursive n (i) as (select 1 union all select i + 1 from n where i < "
                            + rows + ") select i, 0 from n");
        }
        gatherStatistics(session, ROWS);
    }

    /** Makes the server count, as it does by itself in time. */
    protected abstract void gatherStatistics(Session session, TableName table);

    private KeySpec key(Session session, TableName table) {
        return dialect()
                .chunks()
                .keys(dialect().catalog().table(session, table).orElseThrow())
                .get(0);
    }

    private long walk(Session session, KeySpec key, Key highWater, long size) {
        long rows = 0;
        Key after = null;
        Optional<Key> next = dialect().chunks().boundary(session, key, null, highWater, size);
        while (next.isPresent()) {
            long found = rowsIn(session, key, new KeyRange(after, next.get()));
            assertThat(found).isBetween(1L, size);
            rows += found;
            after = next.get();
            next = dialect().chunks().boundary(session, key, after, highWater, size);
        }
        return rows;
    }

    private long rowsIn(Session session, KeySpec key, KeyRange range) {
        Sql inRange = dialect().chunks().inRange(key, "w", range);
        return session.first(Sql.of("select count(*) from {} w where {}", key.table(), inRange), row -> row.number(1))
                .orElseThrow();
    }

    private static long count(Session session, String query) {
        return session.first(Sql.verbatim(query), row -> row.number(1)).orElseThrow();
    }
}
