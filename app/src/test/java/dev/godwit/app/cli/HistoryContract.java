package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.servers.OwnedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Histories that the real tools wrote, taken over and handed back, on every server. */
abstract class HistoryContract {
    protected static final String CHANGELOG = """
            --liquibase formatted sql

            --changeset ann:1
            --comment: the first table
            create table a (id int primary key);
            --rollback drop table a;

            --changeset "bob b":"add name" runInTransaction:false
            alter table a add name text;
            --rollback alter table a drop column name;
            """;

    @TempDir
    protected Path folder;

    private final OwnedServer server;
    private final String schema;
    protected String database = "";
    protected Typed typed = new Typed(Path.of(""));

    /** @param schema what the server calls the schema, or database, that a session is in */
    HistoryContract(OwnedServer server, String schema) {
        this.server = server;
        this.schema = schema;
    }

    @BeforeEach
    void makeADatabase(TestInfo test) {
        database = "h"
                + Integer.toUnsignedString(
                        test.getTestMethod().orElseThrow().getName().hashCode(), 36);
        server.createDatabase(database);
        typed = new Typed(folder).with("GODWIT_URL", server.url(database));
    }

    protected final void sql(String text) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    protected final String answer(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    protected final Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database));
    }

    /** How many of those tables there are. */
    private String tables(String names) throws SQLException {
        return answer("select count(*) from information_schema.tables where table_schema = " + schema
                + " and table_name in (" + names + ")");
    }

    protected final FluentConfiguration flyway(String place) {
        return Flyway.configure()
                .dataSource(server.jdbcUrl(database), null, null)
                .locations("filesystem:" + folder.resolve(place));
    }

    protected final void threeFilesOfFlyway() {
        typed.file("migrations/V1__a.sql", "create table a (id int primary key);\n")
                .file("migrations/V1_1__b.sql", "create table b (id int primary key);\r\n-- été\r\n")
                .file("migrations/U1_1__b.sql", "drop table b;\n")
                .file("migrations/R__view.sql", "create or replace view v as select 1 as one;\n");
    }

    protected final void liquibase(String changelog) throws Exception {
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
        assertThat(typed.done("import", "flyway", "--yes").output()).contains("to take over");
    }

    @Test
    void refusesAFileThatIsNotTheOneThatFlywayApplied() {
        threeFilesOfFlyway();
        flyway("migrations").load().migrate();
        typed.file("migrations/V1__a.sql", "create table a (id bigint primary key);\n");
        typed.file("migrations/V1_1__b.sql", "drop table b;\n");
        Typed.Ended ended = typed.run("import", "--yes");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).contains("V1__a", "V1.1__b", "Flyway's checksum");
        assertThat(typed.done("status").output()).contains("0 applied");
        assertThat(typed.done("import", "--lenient", "--yes").output()).contains("3 to take over");
    }

    @Test
    void handsItsHistoryToFlywayWhichGoesOn() throws Exception {
        typed.file(
                "migrations/20240101001_first.sql",
                "-- Up Migration\ncreate table a (id int);\n-- Down Migration\ndrop table a;\n");
        typed.file("migrations/20240101002_second.up.sql", "create table b (id int);\n");
        typed.done("apply", "--yes");
        assertThat(typed.run("export", "flyway", "--yes").exitCode()).isEqualTo(2);
        typed.done("export", "flyway", "--files", "flyway", "--yes");
        assertThat(typed.done("export", "flyway", "--files", "flyway", "--yes").output())
                .contains("0 to write");
        flyway("flyway").load().validate();
        typed.file("flyway/V20240101003__third.sql", "create table c (id int);\n");
        assertThat(flyway("flyway").load().migrate().migrationsExecuted).isEqualTo(1);
        assertThat(tables("'a', 'b', 'c'")).isEqualTo("3");
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
        assertThat(tables("'a'")).isEqualTo("0");
        assertThat(answer("select count(*) from DATABASECHANGELOGLOCK where locked"))
                .isEqualTo("0");
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
        assertThat(typed.run("import", "nonsense", "--yes").errors()).contains("one of flyway");
    }
}
