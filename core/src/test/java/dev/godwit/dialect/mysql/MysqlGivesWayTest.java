package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.CrossedLocks;
import dev.godwit.fault.Fault;
import dev.godwit.sql.Sql;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is Godwit's own gives way to another session, and is done all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlGivesWayTest {
    private MysqlFixture mariadb;

    @BeforeAll
    void startServer() {
        mariadb = MysqlFixture.start();
    }

    @AfterAll
    void stopServer() {
        mariadb.close();
    }

    @Test
    void aTransactionOfOursThatADeadlockEndsIsRunAgain() throws Exception {
        Database database = mariadb.database();
        try (Session ours = database.open("godwit");
                Session other = database.open("godwit test")) {
            CrossedLocks crossed = new CrossedLocks(ours, other);
            assertThat(crossed.meet()).isEqualTo(2);
            assertThat(crossed.rows()).isEqualTo("2 2");
        }
    }

    @Test
    void aRowThatChangedSinceTheSnapshotIsContention() {
        Database database = mariadb.database();
        try (Session ours = database.open("godwit");
                Session other = database.open("godwit test")) {
            MysqlFixture.run(ours, "set innodb_snapshot_isolation = ON");
            MysqlFixture.run(ours, "create table t (id integer not null primary key, n integer not null)");
            MysqlFixture.run(ours, "insert into t values (1, 0)");
            AtomicInteger tries = new AtomicInteger();
            ours.ownTransaction(() -> {
                ours.query(Sql.of("select n from t"), row -> row.number(1));
                if (tries.incrementAndGet() == 1) {
                    other.update(Sql.of("update t set n = 5"));
                }
                return ours.update(Sql.of("update t set n = n + 1"));
            });
            assertThat(tries).hasValue(2);
            assertThat(other.query(Sql.of("select n from t"), row -> row.number(1)))
                    .containsExactly(6L);
        }
    }

    /** On a server that refuses what changed since the snapshot, a run would not pass its own heartbeat otherwise. */
    @Test
    void ourSessionsReadWhatAnotherWroteMeanwhile() {
        Database database = mariadb.database();
        try (Session other = database.open("godwit test")) {
            MysqlFixture.run(other, "set global innodb_snapshot_isolation = ON");
            try (Session ours = database.open("godwit")) {
                assertThat(ours.query(Sql.of("select @@innodb_snapshot_isolation"), row -> row.number(1)))
                        .containsExactly(0L);
            } finally {
                MysqlFixture.run(other, "set global innodb_snapshot_isolation = OFF");
            }
        }
    }

    /** Of work that a person wrote nothing is sent twice behind the engine's back. */
    @Test
    void whatIsNotOursIsNotRunAgain() {
        Database database = mariadb.database();
        try (Session ours = database.open("godwit");
                Session other = database.open("godwit test")) {
            MysqlFixture.run(ours, "create table t (id integer not null primary key, n integer not null)");
            MysqlFixture.run(ours, "insert into t values (1, 0)");
            MysqlFixture.run(ours, "set innodb_lock_wait_timeout = 1");
            AtomicInteger tries = new AtomicInteger();
            other.inTransaction(() -> {
                other.update(Sql.of("update t set n = 1"));
                assertThatThrownBy(() -> ours.inTransaction(() -> {
                            tries.incrementAndGet();
                            return ours.write(Sql.of("update t set n = 2"));
                        }))
                        .isInstanceOfSatisfying(
                                SqlFailure.class,
                                failure -> assertThat(MysqlFixture.dialect().classify(failure))
                                        .isInstanceOf(Fault.Contention.class));
                return 0;
            });
            assertThat(tries).hasValue(1);
        }
    }
}
