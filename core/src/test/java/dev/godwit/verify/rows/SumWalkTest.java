package dev.godwit.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.mysql.MysqlUrl;
import dev.godwit.guard.GuardVerdict;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.host.Host;
import dev.godwit.host.Ids;
import dev.godwit.host.SimulatedTime;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.model.TableName;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Coverage.Method;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Difference.Kind;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.live.FileStore;
import dev.godwit.verify.live.LiveContext;
import dev.godwit.verify.live.LiveRows;
import dev.godwit.verify.live.LiveSettings;
import dev.godwit.verify.live.Progress;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.live.ValidationStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums that two kinds of servers compute over the same rows, and the comparison that chooses between them and reading. */
class SumWalkTest {
    private static PostgresServer postgres;
    private static MariadbServer mariadb;
    private static int databases;

    private TwoDatabases two;

    @BeforeAll
    static void start() {
        postgres = TwoDatabases.server();
        mariadb = MariadbServer.start(MariadbOptions.defaults().setting("max_allowed_packet", "2M"));
    }

    @AfterAll
    static void stop() {
        mariadb.close();
        postgres.close();
    }

    @BeforeEach
    void make() {
        String name = "sums" + databases++;
        Dialect dialect = new MysqlDialect(new NoScripts());
        Side source = new Side(
                name,
                dialect,
                dialect.database(
                        MysqlUrl.parse(mariadb.createDatabase(name), Map.of()).url()));
        two = new TwoDatabases(source, TwoDatabases.postgres(postgres, name));
    }

    @AfterEach
    void close() {
        two.close();
    }

    private void fill(int rows) {
        two.source("create table t (id int primary key, s varchar(60), c char(10), n decimal(20,5), w decimal(20,0),"
                + " u bigint unsigned, f tinyint(1), at datetime(6), i timestamp(6) null, d date, b varbinary(20), g uuid)"
                + " character set utf8mb4");
        two.target(
                "create table t (id int primary key, s text, c char(10), n numeric, w numeric, u numeric(20), f boolean,"
                        + " at timestamp, i timestamptz, d date, b bytea, g uuid)");
        two.source(
                "insert into t select seq, if(seq % 7 = 0, null, concat('é|', repeat('x', seq % 9), '~')), concat('c', seq % 5),"
                        + " seq / 8 - 100, seq * 100, 9000000000000000000 + seq * 100000000000000, seq % 2,"
                        + " timestampadd(microsecond, seq * 7777777777, '1890-01-01'), timestampadd(microsecond, seq, '2024-01-01'),"
                        + " adddate('1900-01-01', seq), unhex(md5(seq)), '00112233-4455-6677-8899-aabbccddeeff' from seq_1_to_"
                        + rows);
        two.target(
                "insert into t select i, case when i % 7 <> 0 then 'é|' || repeat('x', i % 9) || '~' end, 'c' || i % 5,"
                        + " i / 8.0 - 100, i * 100, 9000000000000000000::numeric + i * 100000000000000::numeric, i % 2 = 1,"
                        + " timestamp '1890-01-01' + i * interval '7777.777777 seconds', timestamptz '2024-01-01 00:00+00' + i * interval '1 microsecond',"
                        + " date '1900-01-01' + i, decode(md5(i::text), 'hex'), '00112233-4455-6677-8899-aabbccddeeff' from generate_series(1, "
                        + rows + ") i");
    }

    private TableResult sums(TableRules rules, RowLimits limits) {
        Mapping mapping = two.pair(rules);
        assertThat(SumComparison.possible(mapping, two.sides)).isTrue();
        try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
            return new SumWalk(mapping, limits, two.sides)
                    .walk(left, right, KeyInterval.everything(), ChunkListener.none());
        }
    }

    private TableResult sums() {
        return sums(TwoDatabases.rules("t"), RowLimits.usual(100).chunks(50));
    }

    @Test
    void bothServersGiveTheSameSumsForTheSameRowsAndEveryChunkReadAgainIsTheSame() {
        fill(3000);
        assertThat(two.compare("t").differences()).isEmpty();
        TableResult equal = sums();
        assertThat(equal.verdict()).isEqualTo(ValidationVerdict.EQUAL);
        assertThat(equal.sourceRows()).isEqualTo(3000);
        assertThat(equal.coverage().complete()).isTrue();
        assertThat(equal.coverage().chunks()).hasSize(4).allSatisfy(chunk -> {
            assertThat(chunk.method()).isEqualTo(Method.SUMS);
            assertThat(chunk.sourceDigest()).isEqualTo(chunk.targetDigest());
        });
        two.target("update t set f = not f where id = 1000");
        List<Boolean> same = new ArrayList<>();
        try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
            ChunkAgain again = new ChunkAgain(mapping(), two.sides);
            for (Coverage.Chunk chunk : equal.coverage().chunks()) {
                Coverage.Chunk now = again.read(left, right, chunk);
                assertThat(now.sourceDigest()).isEqualTo(chunk.sourceDigest());
                assertThat(now.sourceRows()).isEqualTo(chunk.sourceRows());
                same.add(now.targetDigest().equals(chunk.targetDigest()));
            }
        }
        assertThat(same).containsExactly(true, false, true, true);
    }

    private Mapping mapping() {
        return two.pair(TwoDatabases.rules("t"));
    }

    /** One row changed in one column each, the smallest change that the type has; and rows outside of all others. */
    @Test
    void everyChangeOfEveryColumnIsFoundAsReadingFindsIt() {
        fill(30_000);
        two.target("update t set s = s || ' ' where id = 1; update t set s = '' where id = 7;"
                + " update t set s = '~' where id = 14; update t set c = 'C1' where id = 2;"
                + " update t set n = n + 0.00001 where id = 3; update t set w = w + 1 where id = 4;"
                + " update t set u = u + 1 where id = 5; update t set f = not f where id = 6;"
                + " update t set at = at + interval '1 microsecond' where id = 8;"
                + " update t set i = i - interval '1 microsecond' where id = 9; update t set d = d + 1 where id = 10;"
                + " update t set b = b || '\\x00' where id = 11; update t set d = null where id = 12;"
                + " update t set g = '00112233-4455-6677-8899-aabbccddeefe' where id = 13;"
                + " delete from t where id = 99; insert into t (id) values (-5), (50000)");
        TableResult found = sums(TwoDatabases.rules("t"), RowLimits.usual(100).chunks(2_000));
        TableResult read = two.compare("t");
        assertThat(found.counts()).isEqualTo(Map.of(Kind.CHANGED, 14L, Kind.MISSING, 1L, Kind.EXTRA, 2L));
        assertThat(found.counts()).isEqualTo(read.counts());
        assertThat(found.differences()).isEqualTo(read.differences());
        assertThat(found.coverage().chunks()).allMatch(chunk -> chunk.method() == Method.SUMS);
        assertThat(found.sourceRows()).isEqualTo(30_000);
        assertThat(found.targetRows()).isEqualTo(30_001);
    }

    @Test
    void whatSeparatorsAndExclusiveOrsDoNotSeeIsSeen() {
        two.source("create table t (id int primary key, a varchar(20), b varchar(20)) character set utf8mb4");
        two.target("create table t (id int primary key, a text, b text)");
        two.source(
                "insert into t values (1, 'a|b', 'c'), (2, null, 'x'), (3, '~', ''), (4, 'USD', 'q'), (5, 'USD', 'q')");
        two.target(
                "insert into t values (1, 'a', 'b|c'), (2, 'x', null), (3, '', '~'), (4, 'EUR', 'q'), (5, 'EUR', 'q')");
        two.source("insert into t select seq, 'same', seq from seq_6_to_800");
        two.target("insert into t select i, 'same', i from generate_series(6, 800) i");
        assertThat(sums().counts()).isEqualTo(Map.of(Kind.CHANGED, 5L));
    }

    @Test
    void keysWithoutAnIndexInTheOrderOfTheirBytesAreOneChunkAndTextsAreFoundInIt() {
        two.source("create table t (k varchar(30), part int, v int, primary key (k, part)) character set utf8mb4");
        two.target("create table t (k text, part int, v int, primary key (k, part))");
        two.source(
                "insert into t select concat(if(seq % 2, 'B', 'a'), char(64 + seq % 60), seq), seq % 3, seq from seq_1_to_2000");
        two.target(
                "insert into t select case when i % 2 = 1 then 'B' else 'a' end || chr(64 + i % 60) || i, i % 3, i from generate_series(1, 2000) i");
        TableResult equal = sums();
        assertThat(equal.verdict()).isEqualTo(ValidationVerdict.EQUAL);
        assertThat(equal.coverage().chunks()).hasSize(1);
        two.target("update t set v = 0 where v % 500 = 0");
        TableResult found = sums();
        assertThat(found.counts()).isEqualTo(Map.of(Kind.CHANGED, 4L));
        assertThat(found.differences()).isEqualTo(two.compare("t").differences());
    }

    @Test
    void classesWithoutACommonTextAreOnlyRead() {
        two.source("create table t (id int primary key, v double, j json, l set('a', 'b')) character set utf8mb4");
        two.target("create table t (id int primary key, v float8, j jsonb, l text)");
        assertThat(SumComparison.possible(mapping(), two.sides)).isFalse();
        assertThat(SumComparison.possible(
                        two.pair(TwoDatabases.rules("t")
                                .rules(Map.of(
                                        "v", new Mapping.Rule.NotCompared("elsewhere", true),
                                        "j", new Mapping.Rule.NotCompared("elsewhere", true),
                                        "l", new Mapping.Rule.NotCompared("elsewhere", true)))),
                        two.sides))
                .isTrue();
    }

    @Test
    void aRowThatIsTooLongForTheServersTextIsReadInsteadOfBeingLeftOut() {
        two.source("create table t (id int primary key, v longtext) character set utf8mb4");
        two.target("create table t (id int primary key, v text)");
        two.source("insert into t values (1, repeat('x', 1000000)), (2, 'y')");
        two.source("update t set v = concat(v, repeat('x', 1000000)) where id = 1");
        two.source("update t set v = concat(v, repeat('x', 97152)) where id = 1");
        two.target("insert into t values (1, repeat('x', 2097152)), (2, 'y')");
        TableResult equal = sums();
        assertThat(equal.verdict()).isEqualTo(ValidationVerdict.EQUAL);
        assertThat(equal.coverage().chunks()).allMatch(chunk -> chunk.method() == Method.ROWS);
        two.target("update t set v = overlay(v placing 'z' from 1000) where id = 1");
        assertThat(sums().counts()).containsExactly(Map.entry(Kind.CHANGED, 1L));
    }

    private void numbers(int rows) {
        two.source("create table t (id int primary key, v int)");
        two.target("create table t (id int primary key, v int)");
        two.source("insert into t select seq, seq from seq_1_to_" + rows);
        two.target("insert into t select i, i from generate_series(1, " + rows + ") i");
    }

    @Test
    void whereMostSumsDifferTheWalkEndsAndSaysSo() {
        numbers(4000);
        two.target("update t set v = v + 1 where id > 1000");
        SumWalk walk = new SumWalk(mapping(), RowLimits.usual(10_000).chunks(50), two.sides);
        try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
            TableResult found = walk.walk(left, right, KeyInterval.everything(), ChunkListener.none());
            assertThat(found.finished()).isFalse();
            assertThat(found.counts()).isEqualTo(Map.of(Kind.CHANGED, 600L));
            assertThat(found.coverage().chunks()).hasSize(17);
        }
        assertThat(walk.inVain()).isEqualTo("most sums differed");
    }

    /** A walk over the numbers in which reading takes long by the clock, so that sums are chosen behind the probe. */
    private final class Live {
        private final SimulatedTime time = new SimulatedTime();
        private final List<TableOutcome> outcomes = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private Crash crash = Crash.never();
        private Duration chunkTakes = Duration.ofSeconds(1);

        CheckReport run(ValidationStore store) {
            ValidationStore slow = new Slow(store);
            Progress progress = new Told();
            LiveContext context = new LiveContext(
                    new Host(time, Ids.secure(), crash),
                    new Snapshots(two.sides, false, time),
                    LiveSettings.usual(100)
                            .chunks(200)
                            .lag(Duration.ofSeconds(1))
                            .age(Duration.ofDays(1)),
                    () -> new GuardVerdict.Proceed(0),
                    slow,
                    progress);
            return new LiveRows(context, outcomes::add).run(two.sides, new Scope(Map.of(), List.of(mapping()), 100));
        }

        private final class Told implements Progress {
            @Override
            public void begun(TableName table) {
                told.add("begun");
            }

            @Override
            public void chunk(TableName table, Coverage.Chunk chunk) {
                told.add(chunk.method().name());
            }

            @Override
            public void chosen(TableName table, Method method, String reason) {
                told.add(reason);
            }

            @Override
            public void witnessing(TableName table, int rows) {
                told.add("witnessing " + rows);
            }

            @Override
            public void held(String reason, Duration since) {
                told.add(reason);
            }

            @Override
            public void done(TableOutcome outcome) {
                told.add(outcome.verdict().name());
            }
        }

        private final class Slow implements ValidationStore {
            private final ValidationStore store;

            Slow(ValidationStore store) {
                this.store = store;
            }

            @Override
            public Optional<Begun> begun(TableName table) {
                return store.begun(table);
            }

            @Override
            public void chunk(TableName table, Coverage.Chunk chunk, List<Key> differing) {
                time.pass(chunkTakes);
                store.chunk(table, chunk, differing);
            }

            @Override
            public void decided(TableOutcome outcome) {
                store.decided(outcome);
            }

            @Override
            public void ended(String verdict, String certificate) {
                store.ended(verdict, certificate);
            }

            @Override
            public void close() {
                store.close();
            }
        }
    }

    @Test
    void theLiveComparisonMeasuresBothWaysChoosesSumsAndSaysSo() {
        numbers(12_000);
        two.target("update t set v = 0 where id in (17, 2500); delete from t where id = 1700;"
                + " insert into t values (90000, 1)");
        Live live = new Live();
        CheckReport report = live.run(ValidationStore.none());
        String reason = "compared by sums of the servers: 800 rows took 4000 ms to read, 200 of them 0 ms to sum up";
        assertThat(report.verdict()).isEqualTo(ValidationVerdict.DIFFERENT);
        assertThat(report.findings()).extracting(CheckReport.Finding::what).contains(reason);
        assertThat(live.told)
                .containsExactly(
                        "begun",
                        "ROWS",
                        "ROWS",
                        "ROWS",
                        "ROWS",
                        "ROWS",
                        "ROWS",
                        "ROWS",
                        reason,
                        "SUMS",
                        "SUMS",
                        "SUMS",
                        "SUMS",
                        "witnessing 4",
                        "DIFFERENT");
        TableOutcome outcome = live.outcomes.get(0);
        assertThat(outcome.coverage().complete()).isTrue();
        assertThat(outcome.differences())
                .extracting(Difference::keyText)
                .containsExactly("17", "1700", "2500", "90000");
        assertThat(outcome.counts()).isEqualTo(Map.of(Kind.CHANGED, 2L, Kind.MISSING, 1L, Kind.EXTRA, 1L));
    }

    @Test
    void whatIsReadAtOnceIsReadWithoutAChoice() {
        numbers(3000);
        Live live = new Live();
        live.chunkTakes = Duration.ZERO;
        CheckReport report = live.run(ValidationStore.none());
        assertThat(report.findings()).isEmpty();
        assertThat(live.outcomes.get(0).coverage().chunks())
                .hasSize(15)
                .allMatch(chunk -> chunk.method() == Method.ROWS);
        assertThat(report.verdict()).isEqualTo(ValidationVerdict.EQUAL);
    }

    @Test
    void aComparisonBySumsThatWasKilledGoesOnAndComesToTheSameVerdict(@TempDir Path folder) {
        numbers(24_000);
        two.target("update t set v = 0 where id in (10, 5200, 23999)");
        Live killed = new Live();
        int[] hits = {0};
        killed.crash = point -> {
            if (point == CrashPoint.COMPARISON_CHECKPOINTED && ++hits[0] == 7) {
                throw new IllegalStateException("killed");
            }
        };
        Path file = folder.resolve("checkpoint.jsonl");
        try (ValidationStore store = FileStore.open(file, "pass", new ValidationStore.Going(false, false))) {
            assertThatThrownBy(() -> killed.run(store)).hasMessage("killed");
        }
        Live resumed = new Live();
        try (ValidationStore store = FileStore.open(file, "pass", new ValidationStore.Going(true, false))) {
            assertThat(resumed.run(store).verdict()).isEqualTo(ValidationVerdict.DIFFERENT);
        }
        TableOutcome outcome = resumed.outcomes.get(0);
        assertThat(outcome.differences()).extracting(Difference::keyText).containsExactly("10", "5200", "23999");
        assertThat(outcome.coverage().complete()).isTrue();
        assertThat(outcome.sourceRows()).isEqualTo(24_000);
        assertThat(outcome.coverage().chunks())
                .extracting(Coverage.Chunk::method)
                .contains(Method.SUMS, Method.ROWS);
    }
}
