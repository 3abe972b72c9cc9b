package dev.godwit.dialect.mysql;

import static dev.godwit.dialect.mysql.MysqlFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.StatementTimes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What only MySQL tells of itself. */
@Tag("nightly")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlHealthOnMysqlTest {
    private final MysqlHealth health = new MysqlHealth(LedgerPlace.DATABASE);
    private MysqlFixture mysql;
    private Database database;
    private Session session;

    @BeforeAll
    void startServer() {
        mysql = MysqlFixture.of(RealMysql.start());
    }

    @AfterAll
    void stopServer() {
        mysql.close();
    }

    @BeforeEach
    void open() {
        database = mysql.database();
        session = database.open("godwit test");
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void theTimesOfStatementsAreThoseOfOthers() throws SQLException {
        StatementTimes before = times();
        for (int i = 0; i < 300; i++) {
            run(session, "do 1");
        }
        assertThat(times().since(before).statements()).as("ours").isZero();
        try (Connection theirs = DriverManager.getConnection(mysql.server().jdbcUrl());
                Statement statement = theirs.createStatement()) {
            for (int i = 0; i < 80; i++) {
                statement.execute("do 1");
            }
            for (int i = 0; i < 20; i++) {
                statement.execute("do sleep(0.02)");
            }
        }
        StatementTimes since = times().since(before);
        assertThat(since.statements()).isBetween(100L, 120L);
        assertThat(since.p95Millis()).isBetween(20.0, 100.0);
    }

    private StatementTimes times() {
        return health.statementTimes(session).orElseThrow();
    }

    @Test
    void anAccountThatCannotLeaveItselfOutIsToldNothing() {
        run(session, "create user poor identified with mysql_native_password by 'poor'");
        String name = session.first(dev.godwit.sql.Sql.of("select database()"), row -> row.text(1))
                .orElseThrow();
        run(session, "grant select on *.* to poor");
        String url = mysql.server().url(name).replaceFirst("//[^@]*@", "//poor:poor@");
        try (Session poor = new MysqlDatabase(MysqlFixture.url(url)).open("godwit test")) {
            assertThat(health.statementTimes(poor)).isEmpty();
            assertThat(health.oldVersions(poor)).isEmpty();
        }
    }

    @Test
    void locksOfOursAreStillOnRecord() {
        run(session, "create table t (id int primary key)");
        try (Session holder = database.open("godwit holder")) {
            holder.inTransaction(() -> {
                run(holder, "insert into t values (1)");
                assertThat(new MysqlLocks()
                                .holders(
                                        session,
                                        dev.godwit.model.TableName.of("t"),
                                        dev.godwit.sql.LockLevel.ACCESS_EXCLUSIVE))
                        .singleElement()
                        .satisfies(blocker -> assertThat(blocker.application()).isEqualTo("godwit holder"));
                return null;
            });
        }
    }

    @Test
    void countsOldVersionsAndKnowsItsOwnSessions() {
        assertThat(health.oldVersions(session)).isPresent();
        try (Session ours = database.open("godwit guard")) {
            assertThat(health.inUse(ours, Duration.ofMillis(1)))
                    .as("only sessions of ours")
                    .isFalse();
        }
    }
}
