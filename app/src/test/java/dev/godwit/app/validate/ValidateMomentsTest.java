package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.InProcess;
import dev.godwit.host.Crash;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresReplica;
import dev.godwit.servers.PostgresServer;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How the moments of both sides' snapshots relate: on one server, and between a server and its replica. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidateMomentsTest {
    /** Its own, on which nobody else writes. */
    /** Each takes some milliseconds. */
    private static final int LOOKS = 5_000;

    private final TestServer server = TestServer.start();

    private final PostgresReplica replica = PostgresServer.startReplica(server.server(), PostgresOptions.defaults());
    private TestDatabase source;

    @BeforeEach
    void fill() {
        source = server.create();
        source.run("create table items (id int primary key, name text);"
                + "insert into items select i, 'item ' || i from generate_series(1, 1000) i");
        awaitOnReplica(source.ask("select pg_current_wal_lsn()"));
    }

    /** Before that the replica has no database of that name to be asked for. */
    private void awaitOnReplica(String position) {
        String there = "select bool_and(replay_lsn >= '" + position + "') from pg_stat_replication";
        for (int look = 0; look < LOOKS; look++) {
            if ("t".equals(source.ask(there))) {
                return;
            }
        }
        throw new AssertionError("the replica did not come to " + position);
    }

    @AfterAll
    void close() {
        replica.close();
        server.close();
    }

    private Program.Ended validate(String target, String... more) {
        List<String> all = new ArrayList<>(
                List.of("validate", source.url(), target, "--lag", "0s", "--output", "json", "--checkpoint", "none"));
        all.addAll(List.of(more));
        return InProcess.with(Crash.never()).run(all);
    }

    @Test
    void databasesOfOneServerAreReadAtOneInstant() {
        TestDatabase target = server.copy(source);
        assertThat(validate(target.url()).require(0, "equal").output())
                .contains("\"moment\" : \"both databases of one server at one instant\"");
        target.drop();
    }

    @Test
    void aReplicaIsReadWhenItHasComeUpToWhatTheSourceShows() {
        source.run("update items set name = 'just now' where id = 7");
        assertThat(validate(replica.url(source.name())).require(0, "equal").output())
                .contains(
                        "\"moment\" : \"the target replays the source's log, and had come up to the source's snapshot\"");
    }

    @Test
    @Tag("nightly")
    void aReplicaThatStandsStillIsNotAccusedHoweverShortTheLagThatIsNamed() {
        validate(replica.url(source.name())).require(0, "there");
        replica.pauseReplay();
        source.run("update items set name = 'not there yet' where id = 7");
        String output =
                validate(replica.url(source.name())).require(10, "behind").output();
        replica.resumeReplay();
        assertThat(output)
                .contains("had not come up to the source's snapshot")
                .contains("the target, a replica, never came up to the source");
        validate(replica.url(source.name())).require(0, "come up");
    }
}
