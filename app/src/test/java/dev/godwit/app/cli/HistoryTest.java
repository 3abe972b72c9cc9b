package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.servers.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Histories that the real tools wrote, taken over and handed back. */
class HistoryTest extends HistoryContract {
    private static final PostgresServer SERVER = PostgresServer.start();

    HistoryTest() {
        super(SERVER, "current_schema()");
    }

    @AfterAll
    static void stopTheServer() {
        SERVER.close();
    }

    @Test
    void waitsForNobodyWhileFlywayIsAtWork() throws Exception {
        threeFilesOfFlyway();
        flyway("migrations").load().migrate();
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
    void letsTheUsersOwnToolTakeBackAndSetsTheLedgerRight() throws Exception {
        threeFilesOfFlyway();
        flyway("migrations").load().migrate();
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
