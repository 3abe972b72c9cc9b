package dev.godwit.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.rehearse.Workplace.Ended;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
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
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals for a target: its history, its roles, its ledger that keeps the evidence, and staging databases. */
class RehearseTargetTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static PostgresServer server;

    @TempDir
    Path folder;

    private Workplace workplace = new Workplace(Path.of("."));
    private String database = "";
    private String url = "";

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start(PostgresOptions.defaults().version(16).user("captain"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void newTarget() {
        workplace = new Workplace(folder);
        database = "shop" + DATABASES.incrementAndGet();
        url = server.createDatabase(database);
    }

    @Test
    void replaysTheHistoryAndTheEvidenceSatisfiesTheGateOfAProtectedEnvironment() throws SQLException {
        sql(
                "do $$ begin if not exists (select from pg_roles where rolname = 'reader') then create role reader; end if; end $$");
        workplace.migration(
                "20260101001_users",
                "create table users (id bigserial primary key, email text not null unique); grant select on users to reader;",
                "drop table users;");
        assertThat(workplace.godwit("--url", url, "apply", "--yes").exitCode()).isZero();
        sql("insert into users (email) values ('a@b')");
        workplace.migration(
                "20260101002_score", "alter table users add column score int;", "alter table users drop column score;");
        String config = config();
        Ended refused = protectedApply(config);
        assertThat(refused.exitCode()).as(refused.errors()).isEqualTo(4);
        assertThat(refused.errors()).contains("20260101002_score was never rehearsed");

        Ended rehearsed = workplace.rehearse("--url", url);
        assertThat(rehearsed.exitCode())
                .as(rehearsed.output() + rehearsed.errors())
                .isZero();
        assertThat(rehearsed.json().path("basis").asText()).isEqualTo("the ledger's history replayed, 1 migration");
        assertThat(rehearsed.json().path("server").asText()).contains(database, "postgresql 16.");
        assertThat(rehearsed.json().path("notes").get(0).asText()).isEqualTo("the copy's catalog equals the target's");
        assertThat(rehearsed.json().path("migrations")).hasSize(1);

        Ended plan = workplace.godwit("--url", url, "plan");
        assertThat(plan.output()).contains("catalog only, measured ");
        Ended applied = protectedApply(config);
        assertThat(applied.exitCode()).as(applied.errors()).isZero();
        assertThat(number("select count(*) from information_schema.columns where column_name = 'score'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from users")).isEqualTo(1);
    }

    @Test
    void aBrokenWayBackIsNoEvidenceAndNoEvidenceWritesNothing() throws SQLException {
        workplace.migration("20260101001_t", "create table t (id int); create sequence s;", "drop table t;");
        assertThat(workplace.rehearse("--url", url, "--no-evidence").exitCode()).isEqualTo(6);
        assertThat(number("select count(*) from pg_namespace where nspname = 'godwit'"))
                .isZero();
        assertThat(workplace.rehearse("--url", url).exitCode()).isEqualTo(6);
        assertThat(number("select count(*) from godwit.evidence where not (body ->> 'succeeded')::boolean"))
                .isEqualTo(1);
        assertThat(number("select count(*) from pg_tables where tablename = 't'"))
                .isZero();
        assertThat(protectedApply(config()).errors()).contains("20260101001_t was never rehearsed");
    }

    @Test
    void whatWasChangedByHandIsToldAsDriftOfTheCopy() throws SQLException {
        workplace.migration("20260101001_t", "create table t (id int);", "drop table t;");
        assertThat(workplace.godwit("--url", url, "apply", "--yes").exitCode()).isZero();
        sql("alter table t add column by_hand int");
        workplace.migration("20260101002_u", "create table u (id int);", "drop table u;");
        Ended ended = workplace.rehearse("--url", url);
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).contains("the copy differs from the target", "- column public.t.by_hand");
    }

    @Test
    void rehearsesOnAStagingDatabaseAndLeavesItsRowsAlone() throws SQLException {
        try (PostgresServer staging =
                PostgresServer.start(PostgresOptions.defaults().database("staging"))) {
            workplace.migration("20260101001_t", "create table t (id int);", "drop table t;");
            workplace.migration("20260101002_u", "alter table t add column v int;", "alter table t drop column v;");
            Ended ended = workplace.rehearse("--url", url, "--on", staging.url(), "20260101002");
            assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
            assertThat(ended.json().path("migrations")).hasSize(1);
            try (Connection connection = DriverManager.getConnection(staging.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                assertThat(number(statement, "select count(*) from t")).isZero();
                assertThat(number(statement, "select count(*) from godwit.migration"))
                        .isEqualTo(2);
            }
            assertThat(number("select count(*) from godwit.evidence")).isEqualTo(1);
        }
    }

    @Test
    void refusesTheTargetItselfAndAnotherDatabaseOfItsServerUnlessThatIsMeant() {
        workplace.migration("20260101001_t", "create table t (id int);", "drop table t;");
        Ended same = workplace.rehearse("--url", url, "--on", url, "--same-server");
        assertThat(same.exitCode()).isEqualTo(2);
        assertThat(same.output()).contains("--on is the target itself");
        String neighbour = server.createDatabase(database + "_staging");
        Ended near = workplace.rehearse("--url", url, "--on", neighbour);
        assertThat(near.exitCode()).isEqualTo(2);
        assertThat(near.output()).contains("on the target's own server", "--same-server");
        assertThat(workplace
                        .rehearse("--url", url, "--on", neighbour, "--same-server")
                        .exitCode())
                .isZero();
    }

    @Test
    void aDumpWithoutALedgerTakesItFromTheTarget() {
        workplace.migration("20260101001_t", "create table t (id int);", "drop table t;");
        assertThat(workplace.godwit("--url", url, "apply", "--yes").exitCode()).isZero();
        workplace.migration("20260101002_u", "create table u (id int);", "drop table u;");
        Path dump = workplace.file("dump.sql", "create table public.t (id integer);\n");
        Ended ended = workplace.rehearse("--url", url, "--dump", dump.toString(), "--version", "17");
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
        assertThat(ended.json().path("migrations")).hasSize(1);
        assertThat(ended.json().path("server").asText()).contains("postgresql 17.");
    }

    @Test
    void aStagingDatabaseLendsItsSchemaAndItsLedgerAndIsNotChanged() throws SQLException {
        workplace.migration("20260101001_t", "create table t (id int primary key);", "drop table t;");
        try (PostgresServer staging = PostgresServer.start(
                PostgresOptions.defaults().version(16).user("mate").database("staging"))) {
            assertThat(workplace
                            .godwit("--url", staging.url(), "apply", "--yes")
                            .exitCode())
                    .isZero();
            try (Connection connection = DriverManager.getConnection(staging.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                statement.execute("create role guest; create view v as select id from t; grant select on v to guest;"
                        + " create operator === (leftarg = int, rightarg = int, function = int4eq);"
                        + " insert into t values (1)");
                workplace.migration("20260101002_u", "alter table t add column u int;", "alter table t drop column u;");
                Ended ended = workplace.rehearse("--staging", staging.url());
                assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
                assertThat(ended.json().path("basis").asText()).startsWith("the schema of staging @ ");
                assertThat(ended.json().path("server").asText()).contains("postgresql 16.");
                assertThat(ended.json().path("migrations")).hasSize(1);
                assertThat(ended.migration("20260101002").path("grade").asText())
                        .isEqualTo("reversible");
                assertThat(ended.json().path("notes").toString())
                        .contains("the copy differs from the staging database in 1 place", "- operator public.===");
                assertThat(number(statement, "select count(*) from t")).isEqualTo(1);
                assertThat(number(statement, "select count(*) from pg_attribute where attname = 'u'"))
                        .isZero();
                assertThat(number(statement, "select count(*) from godwit.migration"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void theStagingOfTheEnvironmentIsTheDefaultAndTheTargetsLedgerSaysWhatIsPending() throws SQLException {
        workplace.migration("20260101001_t", "create table t (id int);", "drop table t;");
        assertThat(workplace.godwit("--url", url, "apply", "--yes").exitCode()).isZero();
        workplace.migration("20260101002_u", "create table u (id int);", "drop table u;");
        String staging = server.createDatabase(database + "_staging");
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database + "_staging"));
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int); create table only_here (id int)");
        }
        String config =
                workplace.file("godwit.yaml", """
                godwit: 1
                environments:
                  live:
                    url: %s
                    staging: %s
                """.formatted(url, staging)).toString();
        Ended ended = workplace.rehearse("--config", config, "--env", "live");
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
        assertThat(ended.json().path("basis").asText()).contains(database + "_staging");
        assertThat(ended.json().path("migrations")).hasSize(1);
        assertThat(ended.json().path("notes").toString())
                .contains("the copy's catalog equals the staging database's", "+ table public.only_here");
    }

    @Test
    void theSchemaComesFromOnePlaceOnly() {
        assertThat(workplace.rehearse("--dump", "x.sql", "--staging", url).exitCode())
                .isEqualTo(2);
        assertThat(workplace.rehearse("--on", url, "--staging", url).exitCode()).isEqualTo(2);
    }

    private Ended protectedApply(String config) {
        return workplace.godwit("--config", config, "--env", "live", "--confirm", "live", "apply", "--yes");
    }

    private String config() {
        return workplace.file("godwit.yaml", """
                godwit: 1
                environments:
                  live:
                    url: %s
                    protected: true
                """.formatted(url)).toString();
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            return number(statement, query);
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
