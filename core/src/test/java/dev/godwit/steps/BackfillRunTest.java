package dev.godwit.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Session;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.UnitResult;
import dev.godwit.event.Event;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.plan.Direction;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.Sql;
import dev.godwit.sql.postgres.PostgresScripts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backfills on PostgreSQL, and what they do by themselves, whatever the server. */
class BackfillRunTest extends BackfillRunContract {
    private static final String ONCE = "update t set touched = touched + 1";
    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected BackfillFixture newDatabase(String name) {
        return BackfillFixture.in(server, name, new PostgresScripts());
    }

    @Override
    protected String numbers(long first, long last) {
        return "generate_series(" + first + ", " + last + ") i";
    }

    @Override
    protected void analyze() {
        fixture.run("analyze t");
    }

    @Override
    protected long fewestParts() {
        return BackfillSetUp.PARTS;
    }

    @Override
    protected void assertWaitWasTold() {
        assertThat(fixture.events)
                .filteredOn(Event.LockWaitEnded.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((Event.LockWaitEnded) event).blockers())
                        .singleElement()
                        .asString()
                        .contains("an application"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "integer ; i",
                "bigint ; i * 10000000000",
                "uuid ; md5(i::text)::uuid",
                "text ; chr(64 + i % 60) || md5(i::text)",
                "text collate \"C\" ; chr(64 + i % 60) || md5(i::text)",
                "timestamptz ; timestamptz '2026-03-29 00:00+00' + i * interval '1.000001 s'",
                "numeric ; i / 7.0",
                "date ; date '2000-01-01' + i",
                "varchar(40) ; 'key ' || i || ' it''s'",
            })
    void writesEachRowExactlyOnceWhateverTheTypeOfTheKey(String type, String value) {
        assertEachIsWrittenOnce(
                "set timezone = 'Asia/Kathmandu'",
                "create table t (k " + type + " primary key, touched int not null default 0)",
                "insert into t (k) select " + value + " from generate_series(1, 2500) i");
    }

    @Test
    void writesEachRowExactlyOnceAlongACompositeKey() {
        assertEachIsWrittenOnce(
                "create table t (tenant text, day date, n int, touched int not null default 0,"
                        + " primary key (tenant, day, n))",
                "insert into t select 'tenant ' || i % 3, date '2026-01-01' + i % 5, i, 0 from generate_series(1, 2500) i");
    }

    @Test
    void walksOverGapsInTheKey() {
        fixture.run(
                "create table t (k int primary key, touched int not null default 0)",
                "insert into t select i, 0 from generate_series(1, 1000) i",
                "insert into t select i, 0 from generate_series(1500001, 1501000) i");

        BackfillFixture.finish(fixture.open(plusOne(150, 1)), () -> {});

        assertEachExactlyOnce(2_000);
    }

    @Test
    void skipsNoRowWhenOthersDeleteWhatIsDoneAndWhatIsToCome() {
        rows(3_000);
        AtomicLong round = new AtomicLong();

        BackfillFixture.finish(fixture.open(plusOne(100, 1)), () -> {
            long n = round.getAndIncrement();
            fixture.run("delete from t where k in (" + (n * 40 + 1) + ", " + (3_000 - n) + ")");
        });

        assertThat(fixture.number("select count(*) from t where touched <> 1")).isZero();
        assertThat(fixture.number("select count(*) from t")).isLessThan(3_000);
    }

    @Test
    void computesFromTheValueThatAConcurrentWriterCommits() throws Exception {
        fixture.run(
                "create table t (k int primary key, amount int not null, score int)",
                "insert into t select i, 1 from generate_series(1, 100) i");
        BackfillStep step = BackfillFixture.step("t", "score = amount * 10", 100, 1);
        BackfillStep patient = new BackfillStep(
                step.id(), step.table(), step.change(), step.undo(), null, step.pace(), BackfillStep.Patience.DEFAULT);
        try (Session other = fixture.database.open("an application");
                StepRun run = fixture.open(patient)) {
            run.perform(0);
            other.execute(Sql.verbatim("begin"));
            other.execute(Sql.verbatim("update t set amount = 5 where k = 50"));
            CompletableFuture<UnitResult> chunk = CompletableFuture.supplyAsync(() -> run.perform(0));
            awaitBackfillWaiting();
            other.execute(Sql.verbatim("commit"));
            assertThat(chunk.get(30, TimeUnit.SECONDS)).isInstanceOf(UnitResult.More.class);
            BackfillFixture.finish(run, () -> {});
        }
        assertThat(fixture.number("select count(*) from t where score = amount * 10"))
                .isEqualTo(100);
        assertThat(fixture.number("select score from t where k = 50")).isEqualTo(50);
    }

    @Test
    void finishesAtOnceOnAnEmptyTable() {
        rows(0);
        assertThat(fixture.open(plusOne(100, 1)).perform(0)).isInstanceOf(UnitResult.Finished.class);
        assertThat(fixture.number("select count(*) from godwit.checkpoint")).isZero();
    }

    @Test
    void letsVacuumWorkHarderDuringTheRunAndBringsTheSettingsBack() {
        fixture.run("create table t (k int primary key, touched int not null default 0)"
                + " with (autovacuum_vacuum_scale_factor = 0.17)");
        fixture.run("insert into t select i, 0 from generate_series(1, 500) i");
        String before = storageSettings();
        try (StepRun run = fixture.open(plusOne(100, 1))) {
            run.perform(0);
            assertThat(storageSettings()).isNotEqualTo(before);
            BackfillFixture.finish(run, () -> {});
        }
        assertThat(storageSettings()).isEqualTo(before).contains("0.17");
    }

    @Test
    void goesOnAfterTheSessionIsEndedBetweenChunks() {
        rows(1_000);
        AtomicInteger units = new AtomicInteger();

        BackfillFixture.finish(fixture.open(plusOne(100, 2)), () -> {
            if (units.incrementAndGet() % 3 == 0) {
                endBackfillSessions();
            }
        });

        assertEachExactlyOnce(1_000);
    }

    @Test
    void doesNotWriteAChunkTwiceThatALostCommitWroteAfterWeLooked() {
        rows(1_000);
        try (StepRun run = fixture.open(plusOne(100, 1))) {
            run.perform(0);
            run.perform(0);
            String next = text("select k::text as next from t where touched = 0 order by t.k offset 99 limit 1");
            // A transaction of our own past whose commit we believed lost.
            fixture.run(
                    ONCE + " where touched = 0 and k <= " + next,
                    "update godwit.checkpoint set after_key = '[\"" + next
                            + "\"]', rows_written = rows_written + 100, chunks = chunks + 1");
            BackfillFixture.finish(run, () -> {});
            assertThat(run.rows()).isEqualTo(1_000);
        }
        assertEachExactlyOnce(1_000);
    }

    @Test
    void saysWhatStaysWhereNoUndoWasGiven() {
        rows(1_000);
        killAt(plusOne(100, 1), CrashPoint.CHUNK_COMMITTED, 3);
        try (StepRun run = fixture.open(plusOne(100, 1))) {
            assertThat(run.undo()).contains("300 rows of t");
        }
        try (StepRun run = fixture.open(
                BackfillFixture.withUndo(plusOne(100, 1), new BackfillStep.Undo(BackfillStep.Undo.KEEP, null)))) {
            assertThat(run.undo()).isEmpty();
        }
    }

    @Test
    void writesTheUndoOnTheWayDown() {
        rows(500);
        fixture.run("update t set touched = 1");
        BackfillStep step = BackfillFixture.withUndo(plusOne(100, 1), new BackfillStep.Undo("touched = 0", null));

        BackfillKind kind = new BackfillKind();
        assertThat(kind.irreversible(step)).isFalse();
        BackfillStep down = kind.stepType().cast(kind.reversed(step).orElseThrow());
        BackfillFixture.finish(kind.open(down, fixture.context(Crash.never(), Direction.DOWN)), () -> {});

        assertThat(fixture.number("select count(*) from t where touched <> 0")).isZero();
    }

    @Test
    void joinsOtherTablesAndLeavesRowsAloneThatHaveTheValue() {
        fixture.run(
                "create table u (id int primary key, rate int not null)",
                "insert into u select i, i from generate_series(0, 9) i",
                "create table t (k int primary key, u_id int not null, score int, note jsonb default '{\"a\": 1}')",
                "insert into t select i, i % 10, case when i <= 500 then i % 10 end from generate_series(1, 1000) i");
        BackfillStep step = BackfillFixture.withChange(
                BackfillFixture.step("t", "", 100, 1),
                new BackfillStep.Change("score = u.rate", "u", "u.id = t.u_id and note ? 'a'", true));
        try (StepRun run = fixture.open(step)) {
            BackfillFixture.finish(run, () -> {});
            assertThat(run.rows()).isEqualTo(500);
        }
        assertThat(fixture.number("select count(*) from t where score is distinct from u_id"))
                .isZero();
    }

    @Test
    void obeysSettingsThatChangeWhileItRuns() {
        rows(2_000);
        try (StepRun run = fixture.open(plusOne(100, 1))) {
            run.perform(0);
            run.perform(0);
            assertThat(run.adjust("batch", "700")).isTrue();
            assertThat(run.adjust("color", "blue")).isFalse();
            assertThatThrownBy(() -> run.adjust("batch", "99")).hasMessageContaining("GW-1005");
            assertThatThrownBy(() -> run.adjust("workers", "3")).hasMessageContaining("GW-1005");
            assertThatThrownBy(() -> run.adjust("sleep", "long")).hasMessageContaining("GW-1005");
            assertThatThrownBy(() -> run.adjust("pace", "faster")).hasMessageContaining("nothing but the guards");
            assertThat(run.adjust("pace", "slower")).isTrue();
            assertThat(fixture.events).last().isEqualTo(new Event.Noted("pace", "a rest of 50ms after each chunk"));
            assertThat(run.adjust("pace", "faster")).isTrue();
            assertThat(run.adjust("sleep", "adaptive")).isTrue();
            assertThat(run.adjust("pace", "slower")).isTrue();
            assertThat(fixture.events)
                    .last()
                    .isEqualTo(new Event.Noted("pace", "chunks work at most 75 % of the time"));
            assertThat(run.adjust("sleep", "0ms")).isTrue();
            run.perform(0);
            assertThat(fixture.number("select count(*) from t where touched = 1"))
                    .isEqualTo(800);
            BackfillFixture.finish(run, () -> {});
        }
        assertEachExactlyOnce(2_000);
    }

    @Override
    protected String storageSettings() {
        return fixture.text("select coalesce(reloptions::text, 'none') from pg_class where relname = 't'");
    }

    private String text(String query) {
        return fixture.text(query);
    }

    @Override
    protected void endBackfillSessions() {
        try (Session other = fixture.database.open("a person")) {
            other.query(
                    Sql.verbatim("select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                            + " where datname = current_database() and application_name like 'godwit backfill%'"),
                    row -> row.flag(1));
        }
    }

    private void awaitBackfillWaiting() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String waiting = "select count(*) from pg_stat_activity"
                + " where application_name like 'godwit backfill%' and wait_event_type = 'Lock'";
        try (Session looking = fixture.database.open("a person")) {
            while (looking.first(Sql.verbatim(waiting), row -> row.number(1)).orElse(0L) == 0) {
                assertThat(System.nanoTime())
                        .as("the chunk never waited for the row")
                        .isLessThan(end);
            }
        }
    }
}
