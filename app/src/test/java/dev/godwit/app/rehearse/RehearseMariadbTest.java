package dev.godwit.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.rehearse.Workplace.Ended;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.MysqldServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals for a server without transactions of DDL: on a disposable one of the same series, up, down and up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RehearseMariadbTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private MysqldServer server;

    @TempDir
    Path folder;

    private Workplace workplace = new Workplace(Path.of("."));
    private String database = "";
    private String url = "";

    /** A server of its own. */
    MysqldServer start() {
        return MariadbServer.start();
    }

    /** How the server is called, with the beginning of its version. */
    String product() {
        return "MariaDB 11.4.";
    }

    @BeforeAll
    void startServer() {
        server = start();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void newTarget() {
        workplace = new Workplace(folder);
        database = "shop_" + DATABASES.incrementAndGet();
        url = server.createDatabase(database);
    }

    @Test
    void replaysTheHistoryAndGradesEachMigration() {
        workplace.migration(
                "20260101001_users",
                "create table users (id int auto_increment primary key, email varchar(99) not null);",
                "drop table users;");
        Ended applied = workplace.godwit("--url", url, "apply", "--yes");
        assertThat(applied.exitCode()).as(applied.output() + applied.errors()).isZero();
        workplace.migration(
                "20260101002_score",
                "alter table users add column score int not null default 0; create index by_score on users (score);",
                "drop index by_score on users; alter table users drop column score;");
        workplace.migration(
                "20260101003_lossy",
                "alter table users drop column email;",
                "alter table users add column email varchar(99) not null after id;");
        Ended ended = workplace.rehearse("--url", url);
        assertThat(ended.json().path("basis").asText())
                .as(ended.output() + ended.errors())
                .isEqualTo("the ledger's history replayed, 1 migration");
        assertThat(ended.json().path("server").asText()).contains(database, product());
        assertThat(ended.json().path("notes").get(0).asText()).isEqualTo("the copy's catalog equals the target's");
        assertThat(ended.migration("20260101002").path("grade").asText()).isEqualToIgnoringCase("reversible");
        assertThat(ended.migration("20260101003").path("grade").asText()).isEqualToIgnoringCase("lossy");
    }

    @Test
    void aBrokenWayBackIsTold() {
        workplace.migration(
                "20260101001_t", "create table t (id int primary key); create table u (id int);", "drop table t;");
        Ended ended = workplace.rehearse("--url", url);
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isEqualTo(6);
        assertThat(ended.output()).contains("column u.id");
    }

    @Test
    void rehearsesOnTheStructureOfAStagingDatabaseAndTellsThatItsEventsSleep() throws SQLException {
        String staging = server.createDatabase(database + "_staging");
        sql(database + "_staging", "create table t (id int primary key, v int)");
        sql(database + "_staging", "create view w as select id from t");
        sql(database + "_staging", "create event e on schedule every 1 day do delete from t where id < 0");
        workplace.migration("20260101001_t", "alter table t add column x int;", "alter table t drop column x;");
        Ended ended = workplace.rehearse("--url", url, "--staging", staging);
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
        assertThat(ended.json().path("notes").toString()).contains("~ state event e: enabled -> disabled");
        assertThat(ended.migration("20260101001").path("grade").asText()).isEqualToIgnoringCase("reversible");
    }

    @Test
    void rehearsesOnADatabaseThatIsGivenAndTellsTheTargetOnly() throws SQLException {
        workplace.migration("20260101001_t", "create table t (id int primary key);", "drop table t;");
        workplace.migration("20260101002_u", "alter table t add column v int;", "alter table t drop column v;");
        try (MysqldServer staging = start()) {
            String on = staging.createDatabase("staging");
            Ended ended = workplace.rehearse("--url", url, "--on", on);
            assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
            assertThat(ended.json().path("migrations")).hasSize(2);
            assertThat(ended.json().path("server").asText()).contains("staging", product());
            assertThat(number(staging.jdbcUrl("staging"), "select count(*) from godwit.migration"))
                    .isEqualTo(2);
            assertThat(number(staging.jdbcUrl("staging"), "select count(*) from t"))
                    .isZero();
        }
        assertThat(number(
                        server.jdbcUrl(database),
                        "select count(*) from information_schema.tables" + " where table_schema = database()"))
                .isZero();
        assertThat(number(server.jdbcUrl(database), "select count(*) from godwit.evidence where target = database()"))
                .isEqualTo(2);
        Ended applied = workplace.godwit("--url", url, "apply", "--yes");
        assertThat(applied.exitCode()).as(applied.output() + applied.errors()).isZero();
        assertThat(applied.errors()).doesNotContain("never rehearsed");
    }

    @Test
    void refusesTheTargetItselfAndAnotherDatabaseOfItsServerUnlessThatIsMeant() {
        workplace.migration("20260101001_t", "create table t (id int);", "drop table t;");
        Ended same = workplace.rehearse("--url", url, "--on", url, "--same-server");
        assertThat(same.exitCode()).isEqualTo(2);
        assertThat(same.output()).contains("--on is the target itself");
        String neighbour = server.createDatabase(database + "_near");
        Ended near = workplace.rehearse("--url", url, "--on", neighbour);
        assertThat(near.exitCode()).isEqualTo(2);
        assertThat(near.output()).contains("on the target's own server", "--same-server");
        Ended meant = workplace.rehearse("--url", url, "--on", neighbour, "--same-server");
        assertThat(meant.exitCode()).as(meant.output() + meant.errors()).isZero();
    }

    @Test
    void aSeriesThatIsNotThereIsSaidClearly() {
        workplace.migration("20260101001_t", "create table t (id int);", "drop table t;");
        Ended ended = workplace.rehearse("--url", url, "--version", "10");
        assertThat(ended.output() + ended.errors()).contains("GW-3013", "10", "godwit rehearse --on URL");
    }

    private static long number(String jdbcUrl, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement run = connection.createStatement();
                ResultSet answer = run.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private void sql(String where, String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(where), server.user(), server.password());
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
