package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariadbReplicaTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    @TempDir
    Path parent;

    @Test
    void hasWhatThePrimaryHadFollowsByGtidAndItsLagCanBeMadeVisible() throws Exception {
        MariadbOptions options = MariadbOptions.defaults().under(parent).setting("lock_wait_timeout", "7");
        try (MariadbServer primary = MariadbServer.start(options.serverId(5))) {
            TestSql.run(primary, "create table moved (id int primary key)");
            TestSql.run(primary, "insert into moved values (1)");
            try (MariadbReplica replica = MariadbServer.startReplica(primary, options)) {
                assertThat(TestSql.ask(replica, "select max(id) from moved")).isEqualTo("1");
                assertThat(TestSql.ask(replica, "select @@read_only")).isEqualTo("1");
                assertThat(TestSql.ask(replica, "select @@lock_wait_timeout"))
                        .as("settings are the primary's")
                        .isEqualTo("7");
                assertThat(TestSql.ask(replica, "select @@gtid_slave_pos")).startsWith("0-5-");
                replica.pauseReplay();
                TestSql.run(primary, "insert into moved values (2)");
                awaitArrival(replica, TestSql.ask(primary, "select @@gtid_binlog_pos"));
                assertThat(TestSql.ask(replica, "select max(id) from moved")).isEqualTo("1");
                replica.resumeReplay();
                awaitAnswer(replica, "select max(id) = 2 from moved");
                primary.kill();
                primary.restart();
                TestSql.run(primary, "insert into moved values (3)");
                awaitAnswer(replica, "select max(id) = 3 from moved");
            }
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aPrimaryWithoutABinaryLogHasNoReplica() {
        MariadbOptions options = MariadbOptions.defaults().under(parent);
        try (MariadbServer primary = MariadbServer.start(options.withoutBinaryLog())) {
            assertThatThrownBy(() -> MariadbServer.startReplica(primary, options))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("it writes no binary log");
            assertThat(parent).isDirectoryContaining(path -> path.equals(primary.folder()));
        }
        assertThat(parent).isEmptyDirectory();
    }

    /** The replica has received that position, applied or not. */
    private static void awaitArrival(MariadbReplica replica, String position) {
        Optional<String> arrived = Waiting.untilPresent(
                ARRIVAL,
                () -> MysqldSession.ask(
                        replica.address(),
                        session -> Optional.ofNullable(
                                        session.row("show replica status").get("Gtid_IO_Pos"))
                                .filter(position::equals)));
        assertThat(arrived).as(position).isPresent();
    }

    private static void awaitAnswer(MysqldServer server, String question) throws SQLException {
        Optional<String> answer = Waiting.untilPresent(
                ARRIVAL, () -> Optional.of(TestSql.ask(server, question)).filter("1"::equals));
        assertThat(answer).as(question).isPresent();
    }
}
