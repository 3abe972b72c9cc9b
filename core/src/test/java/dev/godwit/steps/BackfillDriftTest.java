package dev.godwit.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Session;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.UnitResult;
import dev.godwit.fault.GodwitException;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.Sql;
import dev.godwit.sql.postgres.PostgresScripts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a backfill walks, or what it noted of its walk, is changed behind its back. */
class BackfillDriftTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static PostgresServer server;
    private BackfillFixture fixture;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void newTable() {
        fixture = BackfillFixture.in(server, "drift" + DATABASES.incrementAndGet(), new PostgresScripts());
        fixture.run(
                "create table t (k int not null constraint t_pkey primary key, touched int not null default 0,"
                        + " other text default 'x')",
                "insert into t (k) select i from generate_series(1, 1000) i");
    }

    @AfterEach
    void closeSessions() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table t drop column touched | column \"touched\"",
                "alter table t rename column touched to seen | column \"touched\"",
                "alter table t alter column touched type bigint | no longer there: column touched integer",
                "alter table t alter column k type bigint | no longer there: column k integer",
                "alter table t drop column other | no longer there: column other text",
                "alter table t drop constraint t_pkey | no longer there: index CREATE UNIQUE INDEX t_pkey",
                "alter table t rename to away | relation \"public.t\" does not exist",
                "alter table t rename to away; create table t (like away including all)" + " | no longer there: table",
                "alter table t enable row level security | no longer there: table",
            })
    void stopsBeforeTheNextChunkTakesEffectAndSaysWhatIsNoLongerThere(String change, String said) {
        try (StepRun run = fixture.open(plusOne());
                Session other = fixture.database.open("a person")) {
            chunks(run, 3);
            other.execute(Sql.verbatim(change));
            UnitResult result = run.perform(0);
            assertThat(result).isInstanceOf(UnitResult.Failed.class);
            assertThat(((UnitResult.Failed) result).problem().toString())
                    .contains(said, "BACKFILL_FAILED", "checkpoint is kept");
        }
        assertThat(fixture.number("select rows_written from godwit.checkpoint")).isEqualTo(300);
        boolean renamed = fixture.number("select count(*) from pg_class where relname = 'away'") == 1;
        String table = renamed ? "away" : "t";
        if (fixture.number("select count(*) from pg_attribute where attname = 'touched' and attrelid = '" + table
                        + "'::regclass and not attisdropped")
                == 1) {
            assertThat(fixture.number("select sum(touched) from " + table)).isEqualTo(300);
        }
    }

    @Tag("nightly")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table t add column note text",
                "create index on t (other)",
                "reindex table concurrently t",
                "vacuum full t",
                "analyze t",
            })
    void goesOnWhereTheChangeDoesNotConcernIt(String change) {
        try (StepRun run = fixture.open(plusOne());
                Session other = fixture.database.open("a person")) {
            chunks(run, 3);
            other.execute(Sql.verbatim(change));
            BackfillFixture.finish(run, () -> {});
        }
        assertThat(fixture.number("select count(*) from t where touched = 1")).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "after_key = null | is not what a run wrote",
                "after_key = '[\"301\"]' | is not what a run wrote",
                "after_key = '[\"299\"]' | is not what a run wrote",
                "after_key = '[\"3' | is damaged",
                "after_key = '' | is damaged",
                "after_key = '[]' | is damaged",
                "after_key = '[null]' | is damaged",
                "after_key = 'xyz' | is damaged",
                "up_to_key = '[\"300\"]' | is not what a run wrote",
                "up_to_key = '{}' | is damaged",
                "rows_written = 0 | is not what a run wrote",
                "chunks = 9 | is not what a run wrote",
                "seal = '' | is not what a run wrote",
                "worker = 1 | part 0 is missing",
                "token = 1000 | GW-3006",
            })
    void refusesACheckpointThatIsNotWhatARunWrote(String change, String said) {
        try (StepRun run = fixture.open(plusOne())) {
            chunks(run, 3);
        }
        fixture.run("update godwit.checkpoint set " + change);
        requireRefused(said);
    }

    @Test
    void refusesToBeginAnewWhereItsCheckpointIsGone() {
        try (StepRun run = fixture.open(plusOne())) {
            chunks(run, 3);
        }
        fixture.run("create temp table saved as select * from godwit.checkpoint", "delete from godwit.checkpoint");
        requireRefused("all parts are missing");
        fixture.run("insert into godwit.checkpoint select * from saved");
        BackfillFixture.finish(fixture.open(plusOne()), () -> {});
        assertThat(fixture.number("select count(*) from t where touched = 1")).isEqualTo(1_000);
    }

    @Test
    void refusesTheCheckpointOfAnotherStep() {
        try (StepRun run = fixture.open(plusOne())) {
            chunks(run, 3);
        }
        fixture.run(
                "update godwit.checkpoint set step_id = 'another'",
                "insert into godwit.checkpoint (execution_id, step_id, worker, after_key, up_to_key, rows_written, chunks,"
                        + " seal, token) select execution_id, 'fill', worker, after_key, up_to_key, rows_written, chunks,"
                        + " encode(sha256(seal::bytea), 'hex'), token from godwit.checkpoint");
        requireRefused("is not what a run wrote");
    }

    /** Whether it is refused when it is prepared or at its first chunk, no row is written. */
    private void requireRefused(String said) {
        assertThatThrownBy(() -> {
                    try (StepRun run = fixture.open(plusOne())) {
                        chunks(run, 1);
                    }
                })
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining(said);
        assertThat(fixture.number("select sum(touched) from t")).isEqualTo(300);
    }

    @Test
    void lookingAtTheTableWithEachChunkCostsLittle() {
        long begun = System.nanoTime();
        int looks = 500;
        try (Session session = fixture.database.open("godwit test")) {
            var chunks = fixture.dialect.chunks();
            var facts = fixture.dialect
                    .catalog()
                    .table(session, dev.godwit.model.TableName.of("t"))
                    .orElseThrow();
            var key = chunks.keys(facts).get(0);
            for (int look = 0; look < looks; look++) {
                assertThat(chunks.shape(session, key)).hasSize(6);
            }
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun) / looks;
        System.err.println("a look at the walked table takes " + micros + " us");
        assertThat(micros).isLessThan(20_000);
    }

    private static void chunks(StepRun run, int count) {
        run.perform(0);
        for (int chunk = 0; chunk < count; chunk++) {
            assertThat(run.perform(0)).isInstanceOf(UnitResult.More.class);
        }
    }

    private static BackfillStep plusOne() {
        BackfillStep step = BackfillFixture.step("t", "touched = touched + 1", 100, 1);
        return new BackfillStep(
                step.id(),
                step.table(),
                step.change(),
                step.undo(),
                null,
                step.pace(),
                new BackfillStep.Patience(Duration.ofMillis(200), Duration.ofSeconds(10)));
    }
}
