package dev.godwit.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.CrossedLocks;
import dev.godwit.sql.Sql;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is Godwit's own gives way to another session, and is done all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresGivesWayTest {
    private PostgresFixture postgres;

    @BeforeAll
    void startServer() {
        postgres = PostgresFixture.start();
    }

    @AfterAll
    void stopServer() {
        postgres.close();
    }

    /** The first that has waited for deadlock_timeout looks, and gives itself up. */
    @Test
    void aTransactionOfOursThatADeadlockEndsIsRunAgain() throws Exception {
        Database database = postgres.database();
        try (Session ours = database.open("godwit");
                Session other = database.open("godwit test")) {
            ours.execute(Sql.verbatim("set deadlock_timeout = '10ms'"));
            other.execute(Sql.verbatim("set deadlock_timeout = '1min'"));
            other.execute(Sql.verbatim("set lock_timeout = '1min'"));
            CrossedLocks crossed = new CrossedLocks(ours, other);
            assertThat(crossed.meet()).isEqualTo(2);
            assertThat(crossed.rows()).isEqualTo("2 2");
        }
    }

    @Test
    void aTransactionOfOursThatCannotBeSerialisedIsRunAgain() {
        Database database = postgres.database();
        try (Session ours = database.open("godwit");
                Session other = database.open("godwit test")) {
            ours.execute(Sql.verbatim("create table t (n integer not null)"));
            ours.execute(Sql.verbatim("insert into t values (0)"));
            ours.execute(Sql.verbatim("set default_transaction_isolation = 'repeatable read'"));
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
}
