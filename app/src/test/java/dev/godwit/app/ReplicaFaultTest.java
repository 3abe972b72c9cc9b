package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresReplica;
import dev.godwit.servers.PostgresServer;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.CutProxy;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real replica falls behind, is lost, or takes over while a backfill runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@org.junit.jupiter.api.TestMethodOrder(org.junit.jupiter.api.MethodOrderer.OrderAnnotation.class)
class ReplicaFaultTest {
    private static final String TABLE = "create table t (k integer primary key, touched integer not null default 0);"
            + "insert into t select n, 0 from generate_series(1, 1000) n";
    private static final String FILL = String.join(
            "\n",
            "godwit: 1",
            "name: count each row once",
            "guards:",
            "  replica_lag: { pause: 1s, rollback: 1h }",
            "steps:",
            "  - id: fill",
            "    backfill:",
            "      table: t",
            "      set: touched = touched + 1",
            "      skip_done: false",
            "      batch: { rows: 100, min: 100, max: 100 }",
            "      sleep: 300ms",
            "      undo: keep",
            "");

    /** Looks at the journal, each a twentieth of a second after the last: 20 s in all. */
    private static final int MOST_LOOKS = 400;

    private final TestServer server = TestServer.start();
    private final PostgresReplica replica = PostgresServer.startReplica(server.server(), PostgresOptions.defaults());

    @TempDir
    Path folder;

    private TestDatabase database;

    @AfterAll
    void stop() {
        replica.close();
        server.close();
    }

    @BeforeEach
    void newTable() throws IOException {
        database = server.create();
        database.run(TABLE);
        Files.writeString(folder.resolve("20260101001_fill.yaml"), FILL);
    }

    @Test
    @org.junit.jupiter.api.Order(1)
    void aFrozenReplicaPausesTheRunWithAReasonAndAThawedOneLetsItGoOn() {
        Crash freeze = Crashes.doing(CrashPoint.CHUNK_COMMITTED, 2, replica::pauseReplay);
        CompletableFuture<Program.Ended> run = CompletableFuture.supplyAsync(() -> apply(database.url(), freeze));
        awaitThrottled();
        String held = database.ask("select chunks from godwit.checkpoint");
        assertThat(database.ask("select body from godwit.journal where type = 'throttled'"))
                .contains("replica-lag", "s behind");
        assertThat(Integer.parseInt(held)).isLessThan(10);
        replica.resumeReplay();
        run.orTimeout(60, TimeUnit.SECONDS).join().require(0, "thawed");
        assertOnce();
        assertThat(database.rows("select type from godwit.journal where type like 'throttle%' order by sequence"))
                .startsWith("throttled", "throttle_ended");
    }

    @Test
    @org.junit.jupiter.api.Order(2)
    void aPromotedReplicaAtTheSameAddressStopsTheRun() {
        try (CutProxy line = CutProxy.to(server.server().port())) {
            line.plan("touched = touched + 1", 3, CutProxy.Fault.CUT_AFTER, () -> promote(line));
            Program.Ended ended = apply(line.url(database.url()), Crash.never()).require(1, "promoted");
            assertThat(line.happened()).isEqualTo(1);
            assertThat(ended.all()).contains("GW-3016", "timeline");
        }
        assertThat(database.ask("select sum(touched) from t")).isEqualTo("300");
    }

    /** Waits on the server until the journal tells that a guard holds the run. */
    private void awaitThrottled() {
        for (int look = 0; look < MOST_LOOKS; look++) {
            database.rows("select pg_sleep(0.05)");
            if (Ledgers.installed(database)
                    && !database.ask("select count(*) from godwit.journal where type = 'throttled'")
                            .equals("0")) {
                return;
            }
        }
        throw new AssertionError("no guard held the run: "
                + database.rows("select type || ' ' || body from godwit.journal order by sequence"));
    }

    /** The replica takes over, and the address with it. */
    private void promote(CutProxy line) {
        replicaDatabase().rows("select pg_promote(true, 30)");
        line.redirect(replica.port());
    }

    private TestDatabase replicaDatabase() {
        return new dev.godwit.testkit.PostgresTestDatabase(replica, database.name(), replica.url(database.name()));
    }

    private void assertOnce() {
        assertThat(database.ask("select count(*) || ' ' || min(touched) || ' ' || max(touched) from t"))
                .isEqualTo("1000 1 1");
    }

    private Program.Ended apply(String url, Crash crash) {
        return InProcess.with(crash).run(url, folder, "apply");
    }
}
