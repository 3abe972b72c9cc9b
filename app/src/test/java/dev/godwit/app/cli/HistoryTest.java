package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.servers.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Histories that the real tools wrote, taken over and handed back. */
class HistoryTest {
    private static final PostgresServer SERVER = PostgresServer.start();

    private static final String CHANGELOG = """
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

    private Flyway flyway(String place) {
        return Flyway.configure()
                .dataSource(SERVER.jdbcUrl(database), null, null)
                .locations("filesystem:" + folder.resolve(place))
                .load();
    }

    private void threeFilesOfFlyway() {
        typed.file("migrations/V1__a.sql", "create table a (id int primary key);\n")
                .file("migrations/V1_1__b.sql", "create table b (id int primary key);\r\n-- été\r\n")
                .file("migrations/U1_1__b.sql", "drop table b;\n")
                .file("migrations/R__view.sql", "create or replace view v as select 1 as one;\n");
    }

    @Test
    void goesOnWhereFlywayStopped() {
        threeFilesOfFlyway();
        flyway("migrations").migrate();
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
        flyway("migrations").migrate();
        typed.file("migrations/V1__a.sql", "create table a (id bigint primary key);\n");
        typed.file("migrations/V1_1__b.sql", "drop table b;\n");
        Typed.Ended ended = typed.run("import", "--yes");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).contains("V1__a", "V1.1__b", "Flyway's checksum");
        assertThat(typed.done("status").output()).contains("0 applied");
        assertThat(typed.done("import", "--lenient", "--yes").output()).contains("3 to take over");
    }

    @Test
    void waitsForNobodyWhileFlywayIsAtWork() throws Exception {
        threeFilesOfFlyway();
        flyway("migrations").migrate();
        long discriminator = "\"public\".\"flyway_schema_history\"".hashCode();
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + (77_431_708_279_161L + discriminator) + ")");
            Typed.Ended ended = typed.run("import", "--yes");
            assertThat(ended.exitCode()).isEqualTo(75);
            assertThat(ended.errors()).contains("flyway is at work");
        }
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
        flyway("flyway").validate();
        typed.file("flyway/V20240101003__third.sql", "create table c (id int);\n");
        assertThat(flyway("flyway").migrate().migrationsExecuted).isEqualTo(1);
        assertThat(answer("select count(*) from pg_tables where schemaname = 'public' and tablename in ('a','b','c')"))
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
        assertThat(answer("select to_regclass('a') is null")).isEqualTo("t");
        assertThat(answer("select locked from databasechangeloglock")).isEqualTo("f");
    }

    @Test
    void keepsLiquibaseHistoryWithoutFilesAsItIs() throws Exception {
        typed.file("db.sql", CHANGELOG).file("migrations/20240101001_x.sql", "create table x (id int);\n");
        liquibase("db.sql");
        assertThat(typed.done("import", "--yes").output()).contains("0 to take over, 2 kept as history alone");
        assertThat(answer("select jsonb_array_length(body->'lines') from godwit.evidence where kind = 'import'"))
                .isEqualTo("2");
        assertThat(typed.done("status").output()).contains("0 applied, 1 pending");
        sql("update databasechangeloglock set locked = true, lockedby = 'somebody'");
        assertThat(typed.run("import", "--yes").exitCode()).isEqualTo(75);
    }

    /** The real one, from the classes of this test. */
    @Test
    void liquibaseTakesBackItsLastChangesetAndTheLedgerKeepsTheOther() throws Exception {
        typed.file("db.sql", CHANGELOG)
                .file(
                        "bin/liquibase",
                        "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                                + System.getProperty("java.class.path")
                                + "' liquibase.integration.commandline.LiquibaseCommandLine \"$@\"\n");
        assertThat(folder.resolve("bin/liquibase").toFile().setExecutable(true)).isTrue();
        typed.with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        liquibase("db.sql");
        typed.done("import", "--changelog", "db.sql", "--yes");
        typed.file("migrations/20240101001_x.sql", "create table x (id int);\n");
        typed.done("apply", "--yes");
        Typed.Ended ended =
                typed.done("rollback", "--with", "liquibase", "--with-argument", "--changelog-file=db.sql", "--yes");
        assertThat(ended.output())
                .contains("liquibase has taken it back", "no longer applied  0002_bob_b_add_name")
                .doesNotContain("0001_ann_1");
        assertThat(answer("select string_agg(id, ',') from databasechangelog")).isEqualTo("1");
        assertThat(typed.run("status").output()).contains("applied  0001_ann_1", "pending  0002_bob_b_add_name");
        assertThat(typed.run("validate-ledger").output()).doesNotContain("drift");
    }

    @Test
    void knowsRailsByTheTableThatStandsBesideItsVersions() throws Exception {
        typed.file("migrations/20240201001_x.sql", "create table x (id int);\n");
        sql("create table schema_migrations (version varchar(255) primary key)");
        sql("create table ar_internal_metadata (key varchar(255) primary key, value varchar(255))");
        sql("insert into schema_migrations values ('20240101000001'), ('20240101000002')");
        assertThat(typed.done("import", "--yes").output()).contains("history of rails", "2 kept as history alone");
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
        sql("create table goose_db_version (id serial primary key, version_id bigint, is_applied boolean,"
                + " tstamp timestamp default now())");
        sql("insert into goose_db_version (version_id, is_applied) values"
                + " (0, true), (1, true), (2, true), (3, true), (3, false), (4, true)");
        Typed.Ended gap = typed.run("import", "goose", "--yes");
        assertThat(gap.exitCode()).isEqualTo(2);
        assertThat(gap.errors()).contains("4 is applied and has no file");
    }

    @Test
    void readsTheRevisionsBelowAlembicsHeads() throws Exception {
        typed.file("versions/1.py", "\"\"\"first\n\"\"\"\nrevision = 'aaa'\ndown_revision = None\n")
                .file("versions/2.py", "\"\"\"left\"\"\"\nrevision: str = \"bbb\"\ndown_revision: str = \"aaa\"\n")
                .file("versions/3.py", "\"\"\"right\"\"\"\nrevision = 'ccc'\ndown_revision = 'aaa'\n")
                .file("versions/4.py", "\"\"\"merge\"\"\"\nrevision = 'ddd'\ndown_revision = ('bbb', 'ccc')\n")
                .file("migrations/20240101001_x.sql", "create table x (id int);\n");
        sql("create table alembic_version (version_num varchar(32) primary key)");
        sql("insert into alembic_version values ('ddd')");
        assertThat(typed.done("import", "--versions", "versions", "--yes").output())
                .contains("history of alembic", "aaa first", "ddd merge", "4 kept as history alone");
        assertThat(typed.run("import", "alembic", "--versions", "migrations", "--yes")
                        .errors())
                .contains("revision ddd has no file");
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

    @Test
    void letsTheUsersOwnToolTakeBackAndSetsTheLedgerRight() throws Exception {
        threeFilesOfFlyway();
        flyway("migrations").migrate();
        typed.done("import", "--yes");
        Path program = folder.resolve("bin/flyway");
        typed.file("bin/flyway", undoScript());
        assertThat(program.toFile().setExecutable(true)).isTrue();
        typed.with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Typed.Ended ended = typed.done("rollback", "--with", "flyway", "--with-argument", "-locations=x y;z", "--yes");
        assertThat(ended.output()).contains("flyway has taken it back", "no longer applied  V1.1__b");
        assertThat(Files.readAllLines(folder.resolve("arguments")))
                .isEqualTo(List.of("-url=" + plainJdbc(), "-locations=x y;z", "undo"));
        assertThat(typed.done("status").output()).contains("2 applied, 1 pending");
        typed.file("bin/flyway", "#!/bin/sh\necho it broke\nexit 3\n");
        Typed.Ended failed = typed.run("rollback", "--with", "flyway", "--yes");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.errors()).contains("it broke", "exit code 3");
        assertThat(typed.run("rollback", "--with", "rails", "--yes").exitCode()).isEqualTo(2);
    }

    /** What Flyway's own undo, which is not free, does to the history: a line that says so. */
    private String undoScript() {
        String undone = "delete from flyway_schema_history where version = '1.1'";
        return "#!/bin/sh\nfor argument in \"$@\"; do echo \"$argument\"; done > " + folder.resolve("arguments") + "\n"
                + System.getProperty("java.home") + "/bin/java -cp '" + System.getProperty("java.class.path")
                + "' dev.godwit.app.cli.RunSql '" + SERVER.jdbcUrl(database) + "' \"" + undone + "\" 'drop table b'\n";
    }

    private String plainJdbc() {
        return SERVER.jdbcUrl(database).replaceFirst("\\?.*", "");
    }
}
