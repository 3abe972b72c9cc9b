package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.servers.MariadbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Histories that the real tools wrote on MariaDB, taken over and handed back. */
class MariadbHistoryTest {
    private static final MariadbServer SERVER = MariadbServer.start();

    private static final String CHANGELOG = """
            --liquibase formatted sql

            --changeset ann:1
            create table a (id int primary key);
            --rollback drop table a;

            --changeset "bob b":"add name"
            alter table a add name text;
            --rollback alter table a drop column name;
            """;

    @TempDir
    Path folder;

    private String database = "";
    private Typed typed = new Typed(Path.of(""));

    @AfterAll
    static void stopTheServer() {
        SERVER.close();
    }

    @BeforeEach
    void makeADatabase(TestInfo test) {
        database = "h"
                + Integer.toUnsignedString(
                        test.getTestMethod().orElseThrow().getName().hashCode(), 36);
        SERVER.createDatabase(database);
        typed = new Typed(folder).with("GODWIT_URL", SERVER.url(database));
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private String answer(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(SERVER.jdbcUrl(database));
    }

    private FluentConfiguration flyway(String place) {
        return Flyway.configure()
                .dataSource(SERVER.jdbcUrl(database), null, null)
                .locations("filesystem:" + folder.resolve(place));
    }

    private void threeFilesOfFlyway() {
        typed.file("migrations/V1__a.sql", "create table a (id int primary key);\n")
                .file("migrations/V1_1__b.sql", "create table b (id int primary key);\r\n-- \u00e9t\u00e9\r\n")
                .file("migrations/U1_1__b.sql", "drop table b;\n")
                .file("migrations/R__view.sql", "create or replace view v as select 1 as one;\n");
    }

    @Test
    void goesOnWhereFlywayStopped() {
        threeFilesOfFlyway();
        flyway("migrations").load().migrate();
        assertThat(typed.done("import", "--yes").output()).contains("history of flyway", "3 to take over");
        typed.file("migrations/V2__c.sql", "create table c (id int);\n");
        assertThat(typed.done("status").output())
                .contains("3 applied, 1 pending")
                .doesNotContain("wrong");
        typed.done("apply", "--yes");
        assertThat(typed.done("rollback", "--steps", "2", "--yes", "--approve-destructive", "test")
                        .exitCode())
                .isZero();
    }

    @Test
    void refusesAFileThatIsNotTheOneThatFlywayApplied() {
        threeFilesOfFlyway();
        flyway("migrations").load().migrate();
        typed.file("migrations/V1__a.sql", "create table a (id bigint primary key);\n");
        Typed.Ended ended = typed.run("import", "--yes");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).contains("V1__a", "Flyway's checksum");
    }

    /** Flyway itself holds its lock while its callback calls us. */
    @Test
    void waitsForNobodyWhileFlywayIsAtWork() {
        threeFilesOfFlyway();
        flyway("migrations").load().migrate();
        typed.file("migrations/V3__d.sql", "create table d (id int primary key);\n");
        List<Typed.Ended> meanwhile = new ArrayList<>();
        BaseCallback during = new BaseCallback() {
            @Override
            public boolean supports(Event event, Context context) {
                return event == Event.BEFORE_EACH_MIGRATE;
            }

            @Override
            public void handle(Event event, Context context) {
                meanwhile.add(typed.run("import", "--yes"));
            }
        };
        flyway("migrations").callbacks(during).load().migrate();
        assertThat(meanwhile).singleElement().satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(75);
            assertThat(ended.errors()).contains("flyway is at work");
        });
        assertThat(typed.done("import", "--yes").output()).contains("4 to take over");
    }

    @Test
    void handsItsHistoryToFlywayWhichGoesOn() throws Exception {
        typed.file(
                "migrations/20240101001_first.sql",
                "-- Up Migration\ncreate table a (id int);\n-- Down Migration\ndrop table a;\n");
        typed.file("migrations/20240101002_second.up.sql", "create table b (id int);\n");
        typed.done("apply", "--yes");
        typed.done("export", "flyway", "--files", "flyway", "--yes");
        assertThat(typed.done("export", "flyway", "--files", "flyway", "--yes").output())
                .contains("0 to write");
        flyway("flyway").load().validate();
        typed.file("flyway/V20240101003__third.sql", "create table c (id int);\n");
        assertThat(flyway("flyway").load().migrate().migrationsExecuted).isEqualTo(1);
        assertThat(answer("select count(*) from information_schema.tables where table_schema = database()"
                        + " and table_name in ('a', 'b', 'c')"))
                .isEqualTo("3");
    }

    private void liquibase(String changelog) throws Exception {
        try (Connection connection = connect();
                Liquibase liquibase = new Liquibase(
                        changelog,
                        new DirectoryResourceAccessor(folder),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            liquibase.update("");
        }
    }

    @Test
    void makesMigrationsOfALiquibaseChangelogAndGoesOn() throws Exception {
        typed.file("db.sql", CHANGELOG);
        liquibase("db.sql");
        String taken = typed.done("import", "--changelog", "db.sql", "--yes").output();
        assertThat(taken).contains("history of liquibase", "0001_ann_1", "0002_bob_b_add_name", "2 to take over");
        assertThat(typed.done("status").output())
                .contains("2 applied, 0 pending")
                .doesNotContain("wrong");
        typed.done("rollback", "--steps", "2", "--yes", "--approve-destructive", "test");
        assertThat(answer("select count(*) from information_schema.tables where table_schema = database()"
                        + " and table_name = 'a'"))
                .isEqualTo("0");
        assertThat(answer("select locked + 0 from DATABASECHANGELOGLOCK")).isEqualTo("0");
        sql("update DATABASECHANGELOGLOCK set locked = true, lockedby = 'somebody'");
        assertThat(typed.run("import", "liquibase", "--changelog", "db.sql", "--yes")
                        .exitCode())
                .isEqualTo(75);
    }

    @Test
    void takesGolangMigrateAndGooseAtTheirWord() throws Exception {
        typed.file("migrations/000001_a.up.sql", "create table a (id int);")
                .file("migrations/000002_b.up.sql", "create table b (id int);")
                .file("migrations/000003_c.up.sql", "create table c (id int);");
        sql("create table schema_migrations (version bigint not null primary key, dirty boolean not null)");
        sql("insert into schema_migrations values (2, true)");
        assertThat(typed.run("import", "--yes").exitCode()).isEqualTo(2);
        sql("update schema_migrations set dirty = false");
        assertThat(typed.done("import", "--yes").output()).contains("history of golang-migrate", "2 to take over");
        assertThat(typed.done("status").output()).contains("2 applied, 1 pending");
        sql(
                "create table goose_db_version (id serial not null, version_id bigint not null, is_applied boolean not null,"
                        + " tstamp timestamp null default now(), primary key(id))");
        sql("insert into goose_db_version (version_id, is_applied) values"
                + " (0, true), (1, true), (2, true), (3, true), (3, false), (4, true)");
        Typed.Ended gap = typed.run("import", "goose", "--yes");
        assertThat(gap.exitCode()).isEqualTo(2);
        assertThat(gap.errors()).contains("4 is applied and has no file");
    }

    @Test
    void asksWhichToolWhereATableCouldBeOfTwo() throws Exception {
        typed.file("migrations/20240101001_x.sql", "create table x (id int);\n");
        sql("create table schema_migrations (version varchar(255) primary key)");
        sql("insert into schema_migrations values ('20240101001')");
        Typed.Ended ended = typed.run("import", "--yes");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).contains("rails", "dbmate");
        assertThat(typed.done("import", "dbmate", "--yes").output()).contains("1 to take over");
    }
}
