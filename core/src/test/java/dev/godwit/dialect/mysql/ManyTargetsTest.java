package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.model.Fingerprint;
import dev.godwit.plan.Direction;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import dev.godwit.state.ControlSchema;
import dev.godwit.state.Execution;
import dev.godwit.state.Lease;
import dev.godwit.state.Leases;
import dev.godwit.state.Ledger;
import dev.godwit.state.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The one ledger of a server, written by runs on many of its databases at once. With writes that locked the gaps between the
 * targets' rows, six of these eight runs ended as victims of deadlocks.
 */
class ManyTargetsTest {
    private static final SqlBook CONTROL = MysqlFixture.dialect().control();
    private static final int TARGETS = 8;
    private static final int MIGRATIONS = 12;
    private static final int STATEMENTS = 3;
    private static final int ROUNDS = 3;

    /** What two that begin or end the same name again may still meet at: the unique key of open executions. */
    private static final long RARE = 2;

    private final Ledger ledger = new Ledger(CONTROL);
    private final Leases leases = new Leases(CONTROL);
    private final Runs runs = new Runs(CONTROL);

    @Test
    void runsOnManyDatabasesDoNotStandInEachOthersWay() throws Exception {
        ExecutorService targets = Executors.newFixedThreadPool(TARGETS);
        try (MysqlFixture server = MysqlFixture.start()) {
            List<Future<?>> ended = new ArrayList<>();
            for (int target = 0; target < TARGETS; target++) {
                Database database = server.database();
                String name = "r" + target;
                ended.add(targets.submit(() -> rounds(database, name)));
            }
            for (Future<?> one : ended) {
                one.get();
            }
            assertThat(deadlocks(server)).isLessThanOrEqualTo(RARE);
        } finally {
            targets.shutdown();
        }
    }

    private static long deadlocks(MysqlFixture server) {
        try (Session session = server.database().open("godwit test")) {
            return session.first(Sql.of("show global status like 'Innodb_deadlocks'"), row -> row.number(2))
                    .orElseThrow();
        }
    }

    private void rounds(Database database, String name) {
        try (Session session = database.open("godwit");
                Session beats = database.open("godwit lease")) {
            new ControlSchema(CONTROL).install(session);
            for (int round = 0; round < ROUNDS; round++) {
                round(session, beats, name + "-" + round);
            }
            assertThat(ledger.applied(session)).isEmpty();
            assertThat(runs.unended(session)).isFalse();
        }
    }

    private void round(Session session, Session beats, String run) {
        Lease lease = leases.take(beats, "run", new Leases.Claim(run, "host", 1, "me", true))
                .orElseThrow();
        runs.bury(beats, run);
        runs.begin(session, new Runs.Opening(run, "apply", "plan", "hash", "dev", "me", "host", 1, "1.0"));
        for (int number = 0; number < MIGRATIONS; number++) {
            migrate(session, lease, run, "m" + number, Direction.UP);
            leases.beat(beats, lease);
        }
        assertThat(ledger.applied(session)).hasSize(MIGRATIONS);
        for (int number = MIGRATIONS - 1; number >= 0; number--) {
            migrate(session, lease, run, "m" + number, Direction.DOWN);
            leases.beat(beats, lease);
            runs.take(beats, run);
        }
        runs.end(session, run, new Runs.Ending("done", 0, ""));
        leases.release(beats, lease);
    }

    private void migrate(Session session, Lease lease, String run, String id, Direction direction) {
        long number = ledger.reserve(session, 1).get(0);
        Execution execution = new Execution(number, id, direction, Fingerprint.of(id));
        ledger.writes().begin(execution, run).send(session);
        for (int ordinal = 1; ordinal <= STATEMENTS; ordinal++) {
            ledger.intend(session, execution, "up", new Ledger.Intent(ordinal, 1, "ALTER TABLE t ADD c INT", run));
            ledger.finish(
                    session,
                    execution,
                    "up",
                    new Ledger.Result(ordinal, 1, "done", Duration.ofMillis(1), 0, null, null));
        }
        ledger.writes()
                .stepDone(execution, new Ledger.StepRecord("up", "sql", run, 0))
                .migrationDone(execution, migration(id), new Ledger.MigrationRecord(run, Duration.ofMillis(1)))
                .fence(lease)
                .send(session);
    }

    private static PlannedMigration migration(String id) {
        return new PlannedMigration(
                id,
                "description",
                Fingerprint.of(id),
                Fingerprint.of(id + " tokens"),
                PlannedMigration.Recurrence.ONCE,
                "source of " + id,
                false,
                null,
                null,
                null);
    }
}
