package dev.godwit.dialect.postgres;

import static dev.godwit.dialect.postgres.PostgresFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.Health;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresReplica;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresHealthTest {
    /** Looks at a replica until it shows something, at most this often; each look is a round trip. */
    private static final int LOOKS = 20_000;

    private final PostgresHealth health = new PostgresHealth();
    private PostgresFixture postgres;
    private Database database;
    private Session session;

    @BeforeAll
    void startServer() {
        postgres = PostgresFixture.start();
    }

    @AfterAll
    void stopServer() {
        postgres.close();
    }

    @BeforeEach
    void open() {
        database = postgres.database();
        session = database.open("godwit test");
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void seesAReplicaItsLagAndItsHeartbeat() {
        run(
                session,
                "create schema godwit; create table godwit.heartbeat (id int primary key, at timestamptz not null)");
        try (PostgresReplica replica = PostgresServer.startReplica(postgres.server(), PostgresOptions.defaults());
                Session standby = new PostgresDatabase(PostgresFixture.url(
                                replica.url(database.displayName().replaceFirst(".*/", ""))))
                        .open("godwit test")) {
            assertThat(new PostgresCatalog().identity(standby).replica()).isTrue();
            assertThat(health.heartbeatAt(standby)).isEmpty();
            Instant first = Instant.parse("2024-01-01T00:00:00.123456Z");
            health.beat(session, first);
            assertThat(awaitHeartbeat(standby, first)).contains(first);
            assertThat(awaitCaughtUp()).singleElement().matches(lag -> lag.bytes() == 0);
            replica.pauseReplay();
            health.beat(session, first.plusSeconds(60));
            run(session, "create table filler as select repeat('x', 1000) from generate_series(1, 1000)");
            assertThat(health.replicas(session)).singleElement().matches(lag -> lag.bytes() > 100_000);
            assertThat(health.heartbeatAt(standby)).contains(first);
            replica.resumeReplay();
            assertThat(awaitHeartbeat(standby, first.plusSeconds(60))).contains(first.plusSeconds(60));
            assertThat(health.logPosition(standby)).isPositive();
        }
    }

    @Test
    void aServerWithoutTheHeartbeatTableHasNoHeartbeat() {
        assertThat(health.heartbeatAt(session)).isEmpty();
    }

    @Test
    void tellsWhatASlotKeepsBack() {
        run(session, "select pg_create_physical_replication_slot('consumer', true)");
        try {
            run(session, "create table filler as select repeat('x', 1000) from generate_series(1, 1000)");
            assertThat(health.slots(session)).singleElement().satisfies(slot -> {
                assertThat(slot.name()).isEqualTo("consumer (physical, inactive)");
                assertThat(slot.bytes()).isGreaterThan(100_000);
            });
            assertThat(health.replicas(session)).isEmpty();
        } finally {
            run(session, "select pg_drop_replication_slot('consumer')");
        }
    }

    @Test
    void knowsTheDiskOfAServerOnThisMachineOnly() {
        assertThat(health.diskUsed(session).orElseThrow()).isBetween(0.0, 1.0);
        assertThat(health.diskFreeBytes(session).orElseThrow()).isPositive();
        assertThat(new DataDisk(directory(), 1, 0).store()).as("another port").isEmpty();
        assertThat(new DataDisk(directory(), postgres.server().port(), 0).store())
                .as("another start")
                .isEmpty();
        assertThat(new DataDisk("/nonexistent", postgres.server().port(), 0).store())
                .isEmpty();
    }

    @Test
    void aRoleWithoutRightsKnowsNoDiskAndGetsNoError() {
        run(session, "create role app login password 'app'");
        String url = postgres.server()
                .url(database.displayName().replaceFirst(".*/", ""))
                .replaceFirst("//[^@]*@", "//app:app@");
        try (Session app = new PostgresDatabase(PostgresFixture.url(url)).open("godwit test")) {
            assertThat(health.diskUsed(app)).isEmpty();
            assertThat(health.replicas(app)).isEmpty();
            assertThat(new PostgresCatalog().identity(app).user()).isEqualTo("app");
            assertThat(new PostgresCatalog().snapshot(app).entries()).isNotEmpty();
        }
    }

    @Test
    void theOldestSnapshotIsAnotherSessionsAndNeverOurs() {
        assertThat(health.oldestSnapshot(session)).isEmpty();
        try (Session ours = database.open("godwit backfill");
                Session application = database.open("application")) {
            ours.inTransaction(() -> {
                holdSnapshot(ours);
                assertThat(health.oldestSnapshot(session)).isEmpty();
                return application.inTransaction(() -> {
                    holdSnapshot(application);
                    Optional<Health.OldSnapshot> oldest = health.oldestSnapshot(session);
                    assertThat(oldest).hasValueSatisfying(snapshot -> {
                        assertThat(snapshot.application()).isEqualTo("application");
                        assertThat(snapshot.sessionNumber()).isEqualTo(new PostgresLocks().sessionNumber(application));
                        assertThat(snapshot.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
                    });
                    return null;
                });
            });
        }
    }

    @Test
    void aForgottenPreparedTransactionHoldsASnapshotToo() {
        run(session, "create table t (a int)");
        run(session, "begin; insert into t values (1); prepare transaction 'forgotten'");
        try {
            assertThat(health.oldestSnapshot(session))
                    .hasValueSatisfying(
                            snapshot -> assertThat(snapshot.application()).isEqualTo("prepared transaction forgotten"));
        } finally {
            run(session, "rollback prepared 'forgotten'");
        }
    }

    private static void holdSnapshot(Session holder) {
        run(holder, "set transaction isolation level repeatable read");
        run(holder, "select 1");
    }

    private String directory() {
        return session.first(Sql.verbatim("select current_setting('data_directory')"), row -> row.text(1))
                .orElseThrow();
    }

    private Optional<Instant> awaitHeartbeat(Session standby, Instant wanted) {
        Optional<Instant> seen = Optional.empty();
        for (int look = 0; look < LOOKS && !seen.equals(Optional.of(wanted)); look++) {
            seen = health.heartbeatAt(standby);
        }
        return seen;
    }

    private java.util.List<Health.ReplicaLag> awaitCaughtUp() {
        java.util.List<Health.ReplicaLag> seen = health.replicas(session);
        for (int look = 0; look < LOOKS && seen.stream().anyMatch(lag -> lag.bytes() != 0); look++) {
            seen = health.replicas(session);
        }
        return seen;
    }
}
