package dev.godwit.dialect.postgres;

import static dev.godwit.dialect.postgres.PostgresFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLocksTest {
    private final PostgresLocks locks = new PostgresLocks();
    private PostgresFixture postgres;

    @BeforeAll
    void startServer() {
        postgres = PostgresFixture.start();
    }

    @AfterAll
    void stopServer() {
        postgres.close();
    }

    /** The server itself is the oracle: a lock is reported as a conflict exactly where it makes NOWAIT fail. */
    @ParameterizedTest
    @CsvSource({
        "ACCESS_SHARE",
        "ROW_SHARE",
        "ROW_EXCLUSIVE",
        "SHARE_UPDATE_EXCLUSIVE",
        "SHARE",
        "SHARE_ROW_EXCLUSIVE",
        "EXCLUSIVE",
        "ACCESS_EXCLUSIVE"
    })
    void knowsWhichLocksKeepOutWhich(LockLevel held) {
        Database database = postgres.database();
        try (Session holder = database.open("application");
                Session other = database.open("godwit test");
                Session observer = database.open("godwit observer")) {
            run(holder, "create table t (a int)");
            holder.inTransaction(() -> {
                run(holder, "lock table t in " + words(held) + " mode");
                assertThat(locks.held(observer, locks.sessionNumber(holder)))
                        .isEqualTo(Map.of(TableName.of("public", "t"), held));
                for (LockLevel wanted : LockLevel.values()) {
                    if (wanted != LockLevel.NONE) {
                        assertThat(locks.holders(observer, TableName.of("t"), wanted)
                                        .isEmpty())
                                .as(wanted + " while " + held + " is held")
                                .isEqualTo(granted(other, wanted));
                    }
                }
                return null;
            });
        }
    }

    @Test
    void theKeyOfANameNeverChanges() {
        assertThat(PostgresLocks.key("godwit/lease")).isEqualTo(PostgresLocks.key("godwit/lease"));
        assertThat(PostgresLocks.key("")).isEqualTo(0xe3b0c44298fc1c14L);
    }

    @Test
    void noticesAPoolerThatHandsStatementsToSeveralSessions() throws IOException {
        Path rules = postgres.server().folder();
        ConnectionUrl url = postgres.newDatabase();
        trustEverybody(rules);
        try (SharingPooler pooler = new SharingPooler(postgres.server().port());
                Session session = new PostgresDatabase(new ConnectionUrl(
                                "postgresql",
                                "127.0.0.1",
                                pooler.port(),
                                url.database(),
                                url.user(),
                                url.password(),
                                Map.of("sslmode", "disable")))
                        .open("godwit test")) {
            assertThat(locks.behindPooler(session)).isTrue();
        }
    }

    /** So that the pooler of the test need not know how to log in. */
    private void trustEverybody(Path folder) throws IOException {
        try (var files = Files.walk(folder);
                Session superuser = postgres.database().open("godwit test")) {
            Path rules = files.filter(file -> file.endsWith("pg_hba.conf"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(rules, "host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n");
            run(superuser, "select pg_reload_conf()");
            for (int look = 0; look < 20_000; look++) {
                boolean trusting = superuser
                        .first(
                                dev.godwit.sql.Sql.verbatim(
                                        "select pg_conf_load_time() > now() - interval '10 seconds'"
                                                + " and pg_conf_load_time() > pg_postmaster_start_time() + interval '10 milliseconds'"),
                                row -> row.flag(1))
                        .orElse(false);
                if (trusting) {
                    return;
                }
            }
        }
    }

    private static boolean granted(Session session, LockLevel wanted) {
        return Trial.run(session, () -> {
                    run(session, "lock table t in " + words(wanted) + " mode nowait");
                    return true;
                })
                .orElse(false);
    }

    private static String words(LockLevel level) {
        return level.name().replace('_', ' ');
    }
}
