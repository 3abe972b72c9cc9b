package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbReplica;
import dev.godwit.servers.MariadbServer;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.CutProxy;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A real replica of MariaDB falls behind or takes over while a backfill runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MariadbReplicaFaultTest {
    private static final String TABLE = "create table t (k integer primary key, touched integer not null default 0);"
            + "insert into t select seq, 0 from seq_1_to_1000";
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

    private final MariadbTestServer server = MariadbTestServer.start();
    private final MariadbReplica replica =
            MariadbServer.startReplica((MariadbServer) server.server(), MariadbOptions.defaults());

    @TempDir
    Path folder;

    private MariadbTestDatabase database;

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
    @Order(1)
    void aFrozenReplicaPausesTheRunWithAReasonAndAThawedOneLetsItGoOn() throws IOException {
        Path config = folder.resolve("godwit.yaml");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "environments:",
                        "  here:",
                        "    url: " + database.url(),
                        "    replicas: [ \"" + replica.url(database.name()) + "\" ]",
                        ""));
        Crash freeze = Crashes.doing(CrashPoint.CHUNK_COMMITTED, 2, replica::pauseReplay);
        CompletableFuture<Program.Ended> run = CompletableFuture.supplyAsync(() -> InProcess.with(freeze)
                .run(List.of("--config=" + config, "--env=here", "--migrations=" + folder, "--yes", "apply")));
        awaitThrottled();
        assertThat(database.ask("select body from godwit.journal where type = 'throttled' limit 1"))
                .contains("replica-lag", "s behind");
        assertThat(Integer.parseInt(database.ask("select chunks from godwit.checkpoint")))
                .isLessThan(10);
        replica.resumeReplay();
        run.orTimeout(60, TimeUnit.SECONDS).join().require(0, "thawed");
        assertOnce();
        assertThat(database.rows("select type from godwit.journal where type like 'throttle%' order by sequence"))
                .startsWith("throttled", "throttle_ended");
    }

    @Test
    @Order(2)
    void aPromotedReplicaAtTheSameAddressStopsTheRun() {
        try (CutProxy line = CutProxy.toMariadb(server.server().port())) {
            line.plan("touched = touched + 1", 3, CutProxy.Fault.CUT_AFTER, () -> promote(line));
            Program.Ended ended = InProcess.with(Crash.never())
                    .run(line.url(database.url()), folder, "apply")
                    .require(1, "promoted");
            assertThat(line.happened()).isEqualTo(1);
            assertThat(ended.all()).contains("GW-3016", "server_id " + replica.port());
        }
        assertThat(database.ask("select sum(touched) from t")).isEqualTo("300");
    }

    /** Waits on the server until the journal tells that a guard holds the run. */
    private void awaitThrottled() {
        for (int look = 0; look < MOST_LOOKS; look++) {
            database.rows("select sleep(0.05)");
            if (Ledgers.installed(database)
                    && !database.ask("select count(*) from godwit.journal where type = 'throttled'")
                            .equals("0")) {
                return;
            }
        }
        throw new AssertionError("no guard held the run: "
                + database.rows("select concat(type, ' ', body) from godwit.journal order by sequence"));
    }

    /** The replica takes over, and the address with it. */
    private void promote(CutProxy line) {
        MariadbTestDatabase there = new MariadbTestDatabase(replica, database.name(), replica.url(database.name()));
        there.run("stop replica; set global read_only = off");
        line.redirect(replica.port());
    }

    private void assertOnce() {
        assertThat(database.ask("select concat_ws(' ', count(*), min(touched), max(touched)) from t"))
                .isEqualTo("1000 1 1");
    }
}
