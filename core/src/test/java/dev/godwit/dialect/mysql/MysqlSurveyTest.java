package dev.godwit.dialect.mysql;

import static dev.godwit.dialect.mysql.MysqlCatalogFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.godwit.db.Session;
import dev.godwit.dialect.Survey.Leftover;
import dev.godwit.dialect.Survey.OtherHistory;
import dev.godwit.dialect.Survey.Overview;
import dev.godwit.dialect.Survey.Right;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlSurveyTest {
    private final MysqlSurvey survey = new MysqlSurvey();
    private MysqlCatalogFixture servers;
    private Session session;

    MysqlCatalogFixture start() {
        return MysqlCatalogFixture.mariadb();
    }

    @BeforeAll
    void startServer() {
        servers = start();
    }

    @AfterAll
    void stopServer() {
        servers.close();
    }

    @BeforeEach
    void open() {
        session = servers.open();
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void countsTablesAndBytesAndReadsTheClock() {
        run(session, "create table t (id int primary key)");
        run(session, "create table godwit_ours (id int primary key)");
        run(session, "create view v as select * from t");
        Overview overview = survey.overview(session);
        assertThat(overview.tables()).isEqualTo(1);
        assertThat(overview.bytes()).isPositive();
        assertThat(overview.replicas()).isZero();
        assertThat(overview.clock()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void eachRightThatIsMissingIsNamedAndItsGrantGivesIt() {
        String database = MysqlCatalogFixture.database(session);
        run(session, "create user if not exists app@'%' identified by 'App-1'");
        run(session, "grant select, insert on " + database + ".* to app@'%'");
        List<Right> missing;
        try (Session app = servers.open("app", "App-1", database)) {
            assertThat(survey.rights(app).stream().filter(Right::held).map(Right::name))
                    .containsExactly("SELECT on " + database, "INSERT on " + database);
            missing = survey.rights(app).stream().filter(right -> !right.held()).toList();
        }
        missing.forEach(right -> run(session, right.grant()));
        try (Session app = servers.open("app", "App-1", database)) {
            assertThat(survey.rights(app)).allMatch(Right::held);
        }
        run(session, "drop user app@'%'");
    }

    @Test
    void oneWhoMayDoAllMissesNothing() {
        assertThat(survey.rights(session)).hasSizeGreaterThan(10).allMatch(Right::held);
    }

    @Test
    void namesWhatOtherToolsLeftBehindAndItsRemedyRemovesIt() {
        for (String table :
                List.of("users", "_users_gho", "_users_ghc", "_users_del", "_users_new", "_users_old", "_x_new")) {
            run(session, "create table " + table + " (id int primary key)");
        }
        run(session, "create trigger pt_osc_users_del after delete on users for each row set @x = 1");
        assertThat(survey.leftovers(session))
                .extracting(Leftover::object)
                .containsExactly(
                        "_users_del", "_users_ghc", "_users_gho", "_users_new", "_users_old", "pt_osc_users_del");
        survey.leftovers(session).forEach(leftover -> run(session, leftover.remedy()));
        assertThat(survey.leftovers(session)).isEmpty();
    }

    @Test
    void aCheckThatIsNotEnforcedIsUnfinished() {
        org.junit.jupiter.api.Assumptions.assumeTrue(servers.family() == Family.MYSQL);
        run(session, "create table t (id int, constraint c check (id > 0) not enforced)");
        assertThat(survey.leftovers(session)).singleElement().satisfies(leftover -> {
            assertThat(leftover.object()).isEqualTo("t constraint c");
            run(session, leftover.remedy());
        });
        assertThat(survey.leftovers(session)).isEmpty();
    }

    @Test
    void knowsTheHistoriesOfOtherTools() {
        for (String table :
                List.of("flyway_schema_history", "DATABASECHANGELOG", "alembic_version", "schema_migrations")) {
            run(session, "create table " + table + " (id int primary key)");
        }
        assertThat(survey.histories(session))
                .containsExactly(
                        new OtherHistory("alembic", "alembic_version"),
                        new OtherHistory("flyway", "flyway_schema_history"),
                        new OtherHistory("liquibase", "DATABASECHANGELOG"),
                        new OtherHistory("rails, dbmate or golang-migrate", "schema_migrations"));
    }
}
