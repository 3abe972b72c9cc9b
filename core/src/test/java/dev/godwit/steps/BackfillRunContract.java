package dev.godwit.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Session;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.UnitResult;
import dev.godwit.event.Event;
import dev.godwit.fault.GodwitException;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.sql.Sql;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a backfill does on every server: each row exactly once, whatever happens to it. */
abstract class BackfillRunContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    protected BackfillFixture fixture;

    /** A new, empty database of the test's server. */
    protected abstract BackfillFixture newDatabase(String name);

    /** Something to select {@code i} from: all whole numbers from one to another, both included. */
    protected abstract String numbers(long first, long last);

    /** Lets the server look at table t. */
    protected abstract void analyze();

    /** How many parts of 120,000 rows get chunks at the least; a server may only guess where a part ends. */
    protected abstract long fewestParts();

    /** Ends what the backfill has open on the server. */
    protected abstract void endBackfillSessions();

    /** What the run may change about table t for its time. */
    protected String storageSettings() {
        return "";
    }

    /** That the wait for a row of "an application" was told. */
    protected void assertWaitWasTold() {
        assertThat(fixture.events).anyMatch(Event.LockWaitEnded.class::isInstance);
    }

    @BeforeEach
    final void openDatabase() {
        fixture = newDatabase("backfill" + DATABASES.incrementAndGet());
    }

    @AfterEach
    void closeSessions() {
        fixture.close();
    }

    @Test
    void twoWorkersWriteTheirPartsAtTheSameTimeAndEachRowOnce() {
        rows(120_000);
        analyze();
        try (StepRun run = fixture.open(plusOne(20_000, 2))) {
            BackfillFixture.finish(run, () -> {});
            assertThat(run.rows()).isEqualTo(120_000);
        }

        assertEachExactlyOnce(120_000);
        assertThat(fixture.number("select count(*) from godwit.checkpoint where chunks > 0"))
                .isBetween(fewestParts(), (long) BackfillSetUp.PARTS);
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
            assertWaitWasTold();
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
        String before = storageSettings();

        killAt(plusOne(200, 1), point, hit);
        killAt(plusOne(333, 2), CrashPoint.CHUNK_CHECKPOINTED, 1);
        BackfillFixture.finish(fixture.open(plusOne(150, 1)), () -> {});

        assertEachExactlyOnce(2_000);
        assertThat(storageSettings()).isEqualTo(before);
    }

    @Test
    void endsAtTheHighWaterMarkWhileRowsAreAddedFasterThanItWrites() {
        rows(1_000);
        AtomicLong next = new AtomicLong(1_001);

        BackfillFixture.finish(
                fixture.open(plusOne(100, 1)),
                () -> fixture.run("insert into t select i, 0 from " + numbers(next.get(), next.addAndGet(500) - 1)));

        assertThat(fixture.number("select count(*) from t where k <= 1000 and touched = 1"))
                .isBetween(1_000L - 1, 1_000L);
        assertThat(fixture.number("select count(*) from t where touched > 1")).isZero();
        assertThat(fixture.number("select count(*) from t where touched = 0")).isGreaterThan(500);
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
                "insert into t select i, case when i = 350 then 0 else 1 end, null from " + numbers(1, 1_000));
        try (StepRun run = fixture.open(BackfillFixture.step("t", "score = 10 / amount", 100, 1))) {
            UnitResult result = new UnitResult.More(java.time.Duration.ZERO);
            for (int unit = 0; unit < 50 && result instanceof UnitResult.More; unit++) {
                result = run.perform(0);
            }
            assertThat(result).isInstanceOf(UnitResult.Failed.class);
            String said = ((UnitResult.Failed) result).problem().toString();
            assertThat(said)
                    .containsIgnoringCase("division by ")
                    .contains("(300, 400]")
                    .contains("checkpoint is kept");
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

        try (StepRun run = fixture.open(step, killing(CrashPoint.CHUNK_COMMITTED, 2))) {
            assertThatThrownBy(run::undo).isInstanceOf(Killed.class);
        }
        try (StepRun run = fixture.open(step)) {
            assertThat(run.undo()).isEmpty();
        }

        assertThat(fixture.number("select count(*) from t where touched <> 0")).isZero();
        assertThat(fixture.number("select count(*) from godwit.restore")).isZero();
    }

    protected static BackfillStep plusOne(long rows, int workers) {
        return BackfillFixture.step("t", "touched = touched + 1", rows, workers);
    }

    protected final void rows(int count) {
        fixture.run(
                "create table t (k int primary key, touched int not null default 0)",
                "insert into t select i, 0 from " + numbers(1, count));
    }

    protected final void assertEachExactlyOnce(long rows) {
        assertThat(fixture.number("select count(*) from t where touched = 1")).isEqualTo(rows);
        assertThat(fixture.number("select count(*) from t")).isEqualTo(rows);
    }

    protected final void killAt(BackfillStep step, CrashPoint point, int hit) {
        try (StepRun run = fixture.open(step, killing(point, hit))) {
            BackfillFixture.finish(run, () -> {});
        } catch (Killed expected) {
            return; // As a killed process: nothing of it goes on.
        }
    }

    protected static Crash killing(CrashPoint point, int hit) {
        AtomicInteger hits = new AtomicInteger();
        return reached -> {
            if (reached == point && hits.incrementAndGet() == hit) {
                throw new Killed();
            }
        };
    }

    /** Writes all of 2,500 rows of a table t that is made first, by two workers, and looks that each was written once. */
    protected final void assertEachIsWrittenOnce(String... makeTable) {
        fixture.run(makeTable);
        analyze();
        BackfillFixture.finish(fixture.open(plusOne(300, 2)), () -> {});
        assertEachExactlyOnce(2_500);
    }

    /** The process is gone. */
    protected static final class Killed extends Error {}
}
