package dev.godwit.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Session;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.mysql.MysqlUrl;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.UnitResult;
import dev.godwit.event.Event;
import dev.godwit.fault.GodwitException;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.servers.MariadbServer;
import dev.godwit.sql.Sql;
import dev.godwit.sql.mysql.MysqlScripts;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backfills on a MariaDB: what they do by the dialect; {@link BackfillRunTest} holds what they do by themselves. */
class MysqlBackfillRunTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static MariadbServer server;
    private BackfillFixture fixture;

    @BeforeAll
    static void startServer() {
        server = MariadbServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void newDatabase() {
        String url = server.createDatabase("backfill" + DATABASES.incrementAndGet());
        fixture = BackfillFixture.in(
                new MysqlDialect(new MysqlScripts()),
                MysqlUrl.parse(url, Map.of()).url());
    }

    @AfterEach
    void closeSessions() {
        // One ledger serves all databases of the server, and making it anew takes a second.
        fixture.run("delete from godwit.checkpoint", "delete from godwit.restore", "delete from godwit.execution");
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "int ; seq",
                "bigint unsigned ; seq * 7000000000000000",
                "binary(16) ; unhex(md5(seq))",
                "uuid ; concat_ws('-', left(md5(seq), 8), substr(md5(seq), 9, 4), '4000', '8000', right(md5(seq), 12))",
                "varchar(50) ; concat(char(64 + seq % 26), md5(seq))",
                "varchar(50) collate utf8mb4_bin ; concat(char(64 + seq % 60), md5(seq))",
                "datetime(6) ; '2026-03-29 00:00:00' + interval seq * 1000001 microsecond",
                "decimal(20,9) ; seq / 7",
                "date ; '2000-01-01' + interval seq day",
            })
    void writesEachRowExactlyOnceWhateverTheTypeOfTheKey(String type, String value) {
        fixture.run(
                "set time_zone = '+05:45'",
                "create table t (k " + type + " primary key, touched int not null default 0)",
                "insert into t (k) select " + value + " from seq_1_to_2500",
                "analyze table t");

        BackfillFixture.finish(fixture.open(plusOne(300, 2)), () -> {});

        assertEachExactlyOnce(2_500);
    }

    @Test
    void writesEachRowExactlyOnceAlongACompositeKey() {
        fixture.run(
                "create table t (tenant enum('z', 'a', 'm'), day date, n int, touched int not null default 0,"
                        + " primary key (tenant, day, n))",
                "insert into t select 1 + seq % 3, '2026-01-01' + interval seq % 5 day, seq, 0 from seq_1_to_2500",
                "analyze table t");

        BackfillFixture.finish(fixture.open(plusOne(300, 2)), () -> {});

        assertEachExactlyOnce(2_500);
    }

    @Test
    void twoWorkersWriteTheirPartsAtTheSameTimeAndEachRowOnce() {
        rows(120_000);
        fixture.run("analyze table t");
        try (StepRun run = fixture.open(plusOne(20_000, 2))) {
            BackfillFixture.finish(run, () -> {});
            assertThat(run.rows()).isEqualTo(120_000);
        }

        assertEachExactlyOnce(120_000);
        assertThat(fixture.number("select count(*) from godwit.checkpoint where chunks > 0"))
                .isGreaterThan(BackfillSetUp.PARTS / 2);
    }

    @Test
    void waitsForALockedRowAndWritesItAfterwards() {
        rows(1_000);
        try (Session other = fixture.database.open("an application");
                StepRun run = fixture.open(plusOne(500, 1))) {
            run.perform(0);
            other.execute(Sql.verbatim("begin"));
            other.execute(Sql.verbatim("update t set touched = 7 where k = 10"));
            assertThat(run.perform(0)).isInstanceOf(UnitResult.NotNow.class);
            assertThat(fixture.events).anyMatch(Event.LockWaitEnded.class::isInstance);
            other.execute(Sql.verbatim("rollback"));
            BackfillFixture.finish(run, () -> {});
        }
        assertEachExactlyOnce(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "BACKFILL_PREPARED, 1",
        "CHUNK_WRITTEN, 1",
        "CHUNK_WRITTEN, 4",
        "CHUNK_CHECKPOINTED, 1",
        "CHUNK_CHECKPOINTED, 4",
        "CHUNK_COMMITTED, 1",
        "CHUNK_COMMITTED, 4",
        "BACKFILL_EXHAUSTED, 1",
        "BACKFILL_RESTORED, 1"
    })
    void resumesWithAnotherBatchSizeAfterBeingKilled(CrashPoint point, int hit) {
        rows(2_000);

        killAt(plusOne(200, 1), point, hit);
        killAt(plusOne(333, 2), CrashPoint.CHUNK_CHECKPOINTED, 1);
        BackfillFixture.finish(fixture.open(plusOne(150, 1)), () -> {});

        assertEachExactlyOnce(2_000);
    }

    @Test
    void goesOnAfterTheServerEndedItsSessions() {
        rows(2_000);
        AtomicInteger units = new AtomicInteger();

        BackfillFixture.finish(fixture.open(plusOne(200, 1)), () -> {
            if (units.incrementAndGet() == 4) {
                endBackfillSessions();
            }
        });

        assertEachExactlyOnce(2_000);
        assertThat(fixture.events).anyMatch(Event.ChunkFailed.class::isInstance);
    }

    @Test
    void looksAtTheCheckpointWhenTheServerEndsTheSessionAtTheCommit() {
        rows(1_000);
        AtomicInteger hits = new AtomicInteger();
        Crash endsSession = point -> {
            if (point == CrashPoint.CHUNK_CHECKPOINTED && hits.incrementAndGet() == 2) {
                endBackfillSessions();
            }
        };

        BackfillFixture.finish(fixture.open(plusOne(100, 1), endsSession), () -> {});

        assertEachExactlyOnce(1_000);
        assertThat(fixture.events).anyMatch(Event.ChunkFailed.class::isInstance);
    }

    @Test
    void endsAtTheHighWaterMarkWhileRowsAreAddedFasterThanItWrites() {
        rows(1_000);
        AtomicLong next = new AtomicLong(1_001);

        BackfillFixture.finish(
                fixture.open(plusOne(100, 1)),
                () -> fixture.run(
                        "insert into t select seq, 0 from seq_" + next.get() + "_to_" + (next.addAndGet(500) - 1)));

        assertThat(fixture.number("select count(*) from t where k <= 1000 and touched = 1"))
                .isBetween(1_000L - 1, 1_000L);
        assertThat(fixture.number("select count(*) from t where touched > 1")).isZero();
        assertThat(fixture.number("select count(*) from t where touched = 0")).isGreaterThan(500);
    }

    @Test
    void writesNothingMoreWhenALaterRunHasTakenOver() {
        rows(1_000);
        try (StepRun zombie = fixture.open(plusOne(100, 1))) {
            zombie.perform(0);
            zombie.perform(0);
            long done = fixture.number("select count(*) from t where touched = 1");
            StepRun later = fixture.open(plusOne(100, 1));
            assertThatThrownBy(() -> zombie.perform(0))
                    .isInstanceOf(GodwitException.class)
                    .hasMessageContaining("GW-3006");
            assertThat(fixture.number("select count(*) from t where touched = 1"))
                    .isEqualTo(done);
            BackfillFixture.finish(later, () -> {});
        }
        assertEachExactlyOnce(1_000);
    }

    @Test
    void failsForGoodAndNamesTheKeysWhenTheServerRefusesARow() {
        fixture.run(
                "create table t (k int primary key, amount int not null, score int)",
                "insert into t select seq, if(seq = 350, 0, 1), null from seq_1_to_1000");
        try (StepRun run = fixture.open(BackfillFixture.step("t", "score = 10 / amount", 100, 1))) {
            UnitResult result = new UnitResult.More(java.time.Duration.ZERO);
            for (int unit = 0; unit < 50 && result instanceof UnitResult.More; unit++) {
                result = run.perform(0);
            }
            assertThat(result).isInstanceOf(UnitResult.Failed.class);
            String said = ((UnitResult.Failed) result).problem().toString();
            assertThat(said).contains("Division by 0").contains("(300, 400]").contains("checkpoint is kept");
        }
        assertThat(fixture.number("select count(*) from t where score = 10")).isEqualTo(300);
    }

    @Test
    void takesBackWhatItWroteEvenAfterBeingKilledWhileTakingBack() {
        rows(1_000);
        BackfillStep step =
                BackfillFixture.withUndo(plusOne(100, 1), new BackfillStep.Undo("touched = touched - 1", null));
        killAt(step, CrashPoint.CHUNK_COMMITTED, 6);
        assertThat(fixture.number("select sum(touched) from t")).isEqualTo(600);

        killWhileTakingBack(step);
        try (StepRun run = fixture.open(step)) {
            assertThat(run.undo()).isEmpty();
        }

        assertThat(fixture.number("select count(*) from t where touched <> 0")).isZero();
    }

    @Test
    void joinsOtherTablesAndLeavesRowsAloneThatHaveTheValue() {
        fixture.run(
                "create table u (id int primary key, score int not null)",
                "insert into u select seq, seq from seq_0_to_9",
                "create table t (k int primary key, u_id int not null, score int)",
                "insert into t select seq, seq % 10, if(seq <= 500, seq % 10, null) from seq_1_to_1000");
        BackfillStep step = BackfillFixture.withChange(
                BackfillFixture.step("t", "", 100, 1),
                new BackfillStep.Change("score = u.score", "u", "u.id = t.u_id and u.score <> 'a\\'b'", true));
        fixture.run("alter table u modify score varchar(9)", "alter table t modify score varchar(9)");
        try (StepRun run = fixture.open(step)) {
            BackfillFixture.finish(run, () -> {});
            assertThat(run.rows()).isEqualTo(500);
        }
        assertThat(fixture.number("select count(*) from t where not (score <=> u_id)"))
                .isZero();
    }

    /** What would be closed in itself for another server and is not for this one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "true # (\n) or (true # )",
                "true) or (true",
                "k = ?",
                "`k` = 1; delete from t",
                "/*! true) or ( */ true",
                "true -- )",
                "\"\\\") or (true) or (\\\"",
                "k in (1"
            })
    void refusesPiecesThatReachOutOfTheirPlace(String where) {
        rows(10);
        BackfillStep step =
                BackfillFixture.withChange(plusOne(100, 1), new BackfillStep.Change("touched = 1", null, where, false));
        assertThatThrownBy(() -> fixture.open(step).perform(0)).isInstanceOf(GodwitException.class);
        assertThat(fixture.number("select sum(touched) from t")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k = 5", "'it\\'s' <> \"a \\\" b\"", "`k` in (5) and 'a' <> '#'", "k % 10 = 5 and not k <=> null"
            })
    void takesPiecesThatAreWhole(String where) {
        rows(10);
        BackfillStep step =
                BackfillFixture.withChange(plusOne(100, 1), new BackfillStep.Change("touched = 1", null, where, false));
        BackfillFixture.finish(fixture.open(step), () -> {});
        assertThat(fixture.number("select sum(touched) from t")).isPositive();
    }

    @Test
    void saysThatItLocksGapsWhereTheServerLogsStatements() {
        rows(100);
        fixture.run("set binlog_format = 'STATEMENT'");
        try (StepRun run = fixture.open(plusOne(100, 1))) {
            run.perform(0);
        }
        assertThat(fixture.events)
                .filteredOn(Event.Noted.class::isInstance)
                .anySatisfy(event -> assertThat(event.toString()).contains("binlog_format"));
    }

    private static BackfillStep plusOne(long rows, int workers) {
        return BackfillFixture.step("t", "touched = touched + 1", rows, workers);
    }

    private void rows(int count) {
        fixture.run(
                "create table t (k int primary key, touched int not null default 0)",
                "insert into t select seq, 0 from seq_1_to_" + count);
    }

    private void assertEachExactlyOnce(long rows) {
        assertThat(fixture.number("select count(*) from t where touched = 1")).isEqualTo(rows);
        assertThat(fixture.number("select count(*) from t")).isEqualTo(rows);
    }

    private void killAt(BackfillStep step, CrashPoint point, int hit) {
        try (StepRun run = fixture.open(step, killing(point, hit))) {
            BackfillFixture.finish(run, () -> {});
        } catch (Killed expected) {
            return; // As a killed process: nothing of it goes on.
        }
    }

    private void killWhileTakingBack(BackfillStep step) {
        try (StepRun run = fixture.open(step, killing(CrashPoint.CHUNK_COMMITTED, 2))) {
            assertThatThrownBy(run::undo).isInstanceOf(Killed.class);
        }
    }

    private static Crash killing(CrashPoint point, int hit) {
        AtomicInteger hits = new AtomicInteger();
        return reached -> {
            if (reached == point && hits.incrementAndGet() == hit) {
                throw new Killed();
            }
        };
    }

    /** All sessions of this server but those of the test itself, the person's included. */
    private void endBackfillSessions() {
        long ours = fixture.number("select connection_id()");
        try (Session other = fixture.database.open("a person")) {
            other.query(
                            Sql.verbatim("select id from information_schema.processlist where command = 'Sleep'"
                                    + " and id not in (connection_id(), " + ours + ") and db = database() and id > "
                                    + ours),
                            row -> row.number(1))
                    .forEach(id -> other.execute(Sql.verbatim("kill " + id)));
        }
    }

    /** The process is gone. */
    private static final class Killed extends Error {}
}
