package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresReplicaTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    @TempDir
    Path parent;

    @ParameterizedTest
    @ValueSource(ints = {14, 17, 18})
    void streamsAndItsLagCanBeMadeVisible(int major) throws Exception {
        PostgresOptions options = PostgresOptions.defaults().under(parent).version(major);
        try (PostgresServer primary = PostgresServer.start(options)) {
            TestSql.run(primary, "create table moved as select 1 as id");
            try (PostgresReplica replica = PostgresServer.startReplica(primary, options)) {
                assertThat(TestSql.ask(replica, "select pg_is_in_recovery()")).isEqualTo("t");
                assertThat(TestSql.ask(primary, "select count(*) from pg_replication_slots"))
                        .isEqualTo("0");
                replica.pauseReplay();
                TestSql.run(primary, "insert into moved values (2)");
                awaitAnswer(primary, lagOf("sent_lsn = pg_current_wal_lsn() and replay_lsn < sent_lsn"));
                assertThat(TestSql.ask(replica, "select max(id) from moved")).isEqualTo("1");
                replica.resumeReplay();
                awaitAnswer(replica, "select max(id) = 2 from moved");
            }
            assertThat(TestSql.ask(primary, "select max(id) from moved")).isEqualTo("2");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void withASlotOfItsOwnItFollowsAPrimaryThatCrashed() throws Exception {
        PostgresOptions options = PostgresOptions.defaults().under(parent).setting("max_connections", "30");
        try (PostgresServer primary = PostgresServer.start(options);
                PostgresReplica replica = PostgresServer.startReplica(
                        primary, PostgresOptions.defaults().under(parent).ownSlot())) {
            assertThat(TestSql.ask(primary, "select active from pg_replication_slots"))
                    .isEqualTo("t");
            assertThat(TestSql.ask(replica, "show max_connections")).isEqualTo("30");
            assertThat(TestSql.ask(replica, "show primary_conninfo")).doesNotContain(primary.password());
            primary.kill();
            primary.restart();
            TestSql.run(primary, "create table after_crash ()");
            awaitAnswer(replica, "select to_regclass('after_crash') is not null");
        }
    }

    private static String lagOf(String condition) {
        return "select count(*) = 1 from pg_stat_replication where " + condition;
    }

    private static void awaitAnswer(PostgresServer server, String sql) throws IOException {
        assertThat(Waiting.untilPresent(ARRIVAL, () -> isTrue(server, sql)))
                .as(sql)
                .isPresent();
    }

    private static Optional<Boolean> isTrue(PostgresServer server, String sql) throws IOException {
        try {
            return TestSql.ask(server, sql).equals("t") ? Optional.of(true) : Optional.empty();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
