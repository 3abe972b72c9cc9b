package dev.godwit.dialect.mysql;

import static dev.godwit.dialect.mysql.MysqlFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.Health;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbReplica;
import dev.godwit.servers.MariadbServer;
import dev.godwit.sql.Sql;
import dev.godwit.state.ControlSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlHealthTest {
    /** Looks at a replica until it shows something, at most this often; each look is a round trip. */
    private static final int LOOKS = 20_000;

    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00.123456Z");

    private final MysqlHealth health = new MysqlHealth(LedgerPlace.DATABASE);
    private MysqlFixture mariadb;
    private Database database;
    private Session session;

    @BeforeAll
    void startServer() {
        mariadb = MysqlFixture.start(MariadbOptions.defaults().setting("performance_schema", "ON"));
    }

    @AfterAll
    void stopServer() {
        mariadb.close();
    }

    @BeforeEach
    void open() {
        database = mariadb.database();
        session = database.open("godwit test");
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void isInUseWhileSomebodyElseIsConnectedAndAtWork() throws SQLException {
        Duration within = Duration.ofSeconds(10);
        try (Session ours = database.open("godwit guard")) {
            assertThat(health.inUse(ours, within)).as("only sessions of ours").isFalse();
        }
        try (Connection theirs = DriverManager.getConnection(mariadb.server().jdbcUrl());
                Statement statement = theirs.createStatement()) {
            statement.execute("do 1");
            assertThat(health.inUse(session, within)).isTrue();
        }
    }

    @Test
    void countsAsInUseWhereTheServerDoesNotTellOurSessionsFromOthers() {
        try (MariadbServer silent = MariadbServer.start();
                Session alone = new MysqlDatabase(MysqlFixture.url(silent.url())).open("godwit test")) {
            assertThat(health.inUse(alone, Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aTouchLeavesTheHeartbeatAsItIs() {
        new ControlSchema(MysqlFixture.dialect().control()).install(session);
        health.beat(session, FIRST);
        health.touch(session, FIRST.minusSeconds(60));
        health.touch(session, FIRST.minusSeconds(50));
        assertThat(health.heartbeatAt(session)).contains(FIRST);
        assertThat(session.query(Sql.of("select count(*) from godwit.heartbeat"), row -> row.number(1)))
                .containsExactly(2L);
    }

    @Test
    void seesAReplicaItsLagAndItsHeartbeat() {
        assertThat(health.replicas(session)).isEmpty();
        try (MariadbReplica replica =
                        MariadbServer.startReplica((MariadbServer) mariadb.server(), MariadbOptions.defaults());
                Session standby = new MysqlDatabase(MysqlFixture.url(replica.url())).open("godwit test")) {
            assertThat(new MysqlCatalog().identity(standby).replica()).isTrue();
            assertThat(new MysqlCatalog().lineage(standby)).isNotEqualTo(new MysqlCatalog().lineage(session));
            assertThat(health.replicas(session)).singleElement().satisfies(lag -> {
                assertThat(lag.name()).startsWith("replica ");
                assertThat(lag.bytes()).as("a primary does not know").isEqualTo(-1);
            });
            new ControlSchema(MysqlFixture.dialect().control()).install(session);
            health.beat(session, FIRST);
            assertThat(awaitHeartbeat(standby, FIRST)).contains(FIRST);
            replica.pauseReplay();
            health.beat(session, FIRST.plusSeconds(60));
            assertThat(health.heartbeatAt(session)).contains(FIRST.plusSeconds(60));
            assertThat(health.heartbeatAt(standby)).contains(FIRST);
            replica.resumeReplay();
            assertThat(awaitHeartbeat(standby, FIRST.plusSeconds(60))).contains(FIRST.plusSeconds(60));
            assertThat(health.logPosition(standby)).isPositive();
            run(session, "drop database godwit");
            assertThat(awaitOwnWord(standby))
                    .as("without a heartbeat, its own word")
                    .hasValueSatisfying(at -> assertThat(at).isAfter(FIRST.plusSeconds(3_600)));
        }
    }

    @Test
    void aServerWithoutTheHeartbeatTableHasNoHeartbeat() {
        assertThat(health.heartbeatAt(session)).isEmpty();
        assertThat(health.slots(session)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void beatsWhereTheControlSchemaStands(LedgerPlace place) {
        new ControlSchema(place.book("control.sql")).install(session);
        MysqlHealth there = new MysqlHealth(place);
        there.beat(session, FIRST);
        there.beat(session, FIRST.plusNanos(1_000));
        assertThat(there.heartbeatAt(session)).contains(FIRST.plusNanos(1_000));
        if (place == LedgerPlace.DATABASE) {
            run(session, "drop database godwit");
        }
    }

    @Test
    void knowsTheDiskOfAServerOnThisMachineOnly() {
        assertThat(health.diskUsed(session).orElseThrow()).isBetween(0.0, 1.0);
        assertThat(health.diskFreeBytes(session).orElseThrow()).isPositive();
        assertThat(new DataDisk(text("select @@datadir"), text("select @@pid_file"), 0).store())
                .as("another start")
                .isEmpty();
        assertThat(new DataDisk("/nonexistent", "server.pid", 0).store()).isEmpty();
    }

    @Test
    void anAccountWithoutRightsKnowsNoDiskOldTransactionOrReplicaAndGetsNoError() {
        run(session, "create user app identified by 'app'");
        run(session, "grant select on *.* to app");
        String url = mariadb.server().url(text("select database()")).replaceFirst("//[^@]*@", "//app:app@");
        try (Session app = new MysqlDatabase(MysqlFixture.url(url)).open("godwit test")) {
            assertThat(health.replicas(app)).isEmpty();
            assertThat(health.oldestSnapshot(app)).isEmpty();
            assertThat(health.logPosition(app)).isPositive();
            assertThat(health.heartbeatAt(app)).isEmpty();
        } finally {
            run(session, "drop user app");
        }
    }

    @Test
    void theOldestTransactionIsAnotherSessionsAndNeverOurs() {
        run(session, "create table t (id int primary key) engine = innodb");
        run(session, "insert into t values (1), (2)");
        assertThat(health.oldestSnapshot(session)).isEmpty();
        try (Session ours = database.open("godwit backfill");
                Session application = database.open("application")) {
            ours.inTransaction(() -> {
                run(ours, "select id from t where id = 1 for update");
                letTheServerLookAgain();
                assertThat(health.oldestSnapshot(session)).isEmpty();
                return application.inTransaction(() -> {
                    run(application, "select id from t where id = 2 for update");
                    letTheServerLookAgain();
                    Optional<Health.OldSnapshot> oldest = health.oldestSnapshot(session);
                    assertThat(oldest).hasValueSatisfying(snapshot -> {
                        assertThat(snapshot.application()).startsWith("application, history list length ");
                        assertThat(snapshot.sessionNumber()).isEqualTo(new MysqlLocks().sessionNumber(application));
                        assertThat(snapshot.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
                    });
                    return null;
                });
            });
        }
    }

    @Test
    void theLogGrowsWithWhatIsWrittenAndTransactionsAreCounted() {
        run(session, "create table t (id int primary key, filler varchar(1000))");
        long log = health.logPosition(session);
        Health.Transactions before = health.transactions(session);
        run(session, "insert into t select seq, repeat('x', 1000) from seq_1_to_1000");
        assertThat(health.logPosition(session) - log).isGreaterThan(500_000);
        session.inTransaction(() -> session.update(Sql.verbatim("delete from t where id = 1")));
        Health.Transactions after = health.transactions(session);
        assertThat(after.committed()).isGreaterThanOrEqualTo(before.committed() + 2);
        assertThat(after.rolledBack()).isEqualTo(before.rolledBack());
        run(session, "start transaction");
        run(session, "delete from t where id = 2");
        run(session, "rollback");
        assertThat(health.transactions(session).rolledBack()).isGreaterThan(before.rolledBack());
    }

    /** It answers questions for transactions from memory until nobody has asked for 100 ms. */
    private void letTheServerLookAgain() {
        run(session, "do sleep(0.2)");
    }

    private String text(String query) {
        return session.first(Sql.verbatim(query), row -> row.text(1)).orElseThrow();
    }

    private Optional<Instant> awaitHeartbeat(Session standby, Instant wanted) {
        Optional<Instant> seen = Optional.empty();
        for (int look = 0; look < LOOKS && !seen.equals(Optional.of(wanted)); look++) {
            seen = health.heartbeatAt(standby);
        }
        return seen;
    }

    private Optional<Instant> awaitOwnWord(Session standby) {
        Optional<Instant> seen = Optional.empty();
        for (int look = 0;
                look < LOOKS
                        && seen.filter(at -> at.isAfter(FIRST.plusSeconds(3_600)))
                                .isEmpty();
                look++) {
            seen = health.heartbeatAt(standby);
        }
        return seen;
    }
}
