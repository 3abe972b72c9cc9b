package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was begun and not ended: taken back, and gone on with. */
@ExtendWith(SharedServer.class)
class MariadbResumeTest {
    private final InProcess program = InProcess.with(Crash.never());

    @TempDir
    Path folder;

    @Test
    void takesBackTheHalfThatTookEffectAndNoMore(MariadbTestServer server) throws IOException {
        MariadbTestDatabase database = server.create();
        Files.writeString(folder.resolve("1_t.sql"), """
                -- Up Migration
                CREATE TABLE t (id integer PRIMARY KEY, a varchar(3));
                ALTER TABLE t ADD COLUMN b integer;
                INSERT INTO t (id, a) VALUES (1, 'too long');
                ALTER TABLE t ADD INDEX t_a (a);
                -- Down Migration
                ALTER TABLE t DROP INDEX t_a;
                ALTER TABLE t DROP COLUMN b;
                DROP TABLE t;
                """);
        program.run(database.url(), folder, "apply").require(1, "an apply that fails half-way");
        assertThat(program.run(database.url(), folder, "rollback")
                        .require(0, "taking the half back")
                        .all())
                .contains("index t_a of t is gone");
        assertThat(database.ask("select count(*) from information_schema.tables where table_schema = database()"))
                .isEqualTo("0");
        program.run(database.url(), folder, "validate-ledger").require(0, "the ledger afterwards");
    }

    @Test
    void whatWasPreparedFromTheCatalogIsPreparedAgain(MariadbTestServer server) throws IOException {
        MariadbTestDatabase database = server.create();
        Path file = folder.resolve("1_more.sql");
        Files.writeString(file, """
                -- Up Migration
                CREATE TABLE rest (id integer PRIMARY KEY);
                SET @ddl = IF((SELECT count(*) FROM information_schema.columns
                               WHERE table_schema = database() AND table_name = 'rest' AND column_name = 'more') = 0,
                              'ALTER TABLE rest ADD COLUMN more integer', 'SELECT 1');
                PREPARE added FROM @ddl;
                CREATE TABLE wrong (id nosuchtype);
                EXECUTE added;
                DEALLOCATE PREPARE added;
                """);
        program.run(database.url(), folder, "apply").require(1, "an apply that fails half-way");
        Files.writeString(file, Files.readString(file).replace("nosuchtype", "integer"));
        assertThat(program.run(database.url(), folder, "apply")
                        .require(0, "going on")
                        .all())
                .contains("set up again as the statements done had left it: @ddl, added");
        assertThat(database.ask("select count(more) from rest")).isEqualTo("0");
    }

    @Test
    void refusesToGoOnWithAVariableThatDiedWithItsSession(MariadbTestServer server) throws IOException {
        MariadbTestDatabase database = server.create();
        Path file = folder.resolve("1_child.sql");
        Files.writeString(file, """
                -- Up Migration
                CREATE TABLE parent (id integer AUTO_INCREMENT PRIMARY KEY, name varchar(10));
                CREATE TABLE child (id integer AUTO_INCREMENT PRIMARY KEY, parent_id integer);
                INSERT INTO parent (name) VALUES ('first');
                SET @parent = LAST_INSERT_ID();
                CREATE TABLE wrong (id nosuchtype);
                INSERT INTO child (parent_id) VALUES (@parent);
                """);
        program.run(database.url(), folder, "apply").require(1, "an apply that fails half-way");
        Files.writeString(file, Files.readString(file).replace("nosuchtype", "integer"));
        assertThat(program.run(database.url(), folder, "apply")
                        .require(1, "going on")
                        .all())
                .contains("GW-3017", "@parent was set by statement 4", "1_child.sql:7");
        assertThat(database.ask("select count(*) from child")).isEqualTo("0");
        Files.writeString(
                file, Files.readString(file).replace("CREATE TABLE wrong", "SET @parent = 1;\nCREATE TABLE wrong"));
        program.run(database.url(), folder, "apply").require(0, "going on with the variable set again");
        assertThat(database.ask("select parent_id from child")).isEqualTo("1");
    }

    @Test
    void aBackfillThatIsToRunSlowerGoesOnWhereItStopped(MariadbTestServer server) {
        MariadbTestDatabase database = server.create();
        database.run("CREATE TABLE t (id integer PRIMARY KEY, n integer NOT NULL DEFAULT 0)");
        database.run("INSERT INTO t (id) SELECT seq FROM seq_1_to_2000");
        database.run("CREATE TRIGGER once BEFORE UPDATE ON t FOR EACH ROW IF NEW.id = 1500"
                + " THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not yet'; END IF");
        program.run(database.url(), folder, "backfill", "t", "--set", "n = n + 1", "--rewrite-done", "--batch", "200")
                .require(1, "a backfill that meets a bad row");
        database.run("DROP TRIGGER once");
        String[] slower = {"backfill", "t", "--set", "n = n + 1", "--rewrite-done", "--sleep", "1ms", "--max-duty", "90"
        };
        program.run(database.url(), folder, slower).require(0, "the same one at another pace");
        assertThat(database.ask("select min(n), max(n), count(*) from t")).isEqualTo("1|1|2000");
    }

    @Test
    void aBackfillTellsWhatTheServerStampsAndRefusesTablesWithoutTransactions(MariadbTestServer server) {
        MariadbTestDatabase database = server.create();
        database.run("CREATE TABLE t (id integer PRIMARY KEY, n integer,"
                + " at timestamp DEFAULT '2020-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP)");
        database.run("CREATE TABLE old (id integer PRIMARY KEY, n integer) ENGINE=MyISAM");
        database.run("INSERT INTO t (id) SELECT seq FROM seq_1_to_10");
        database.run("INSERT INTO old (id) SELECT seq FROM seq_1_to_10");
        assertThat(program.run(database.url(), folder, "backfill", "old", "--set", "n = 1")
                        .require(2, "a table that knows no transactions")
                        .all())
                .contains("GW-2015", "old is of the engine MyISAM");
        String kept = program.run(database.url(), folder, "backfill", "t", "--set", "n = 1, at = at")
                .require(0, "a stamp that is kept")
                .all();
        assertThat(kept).doesNotContain("stamps");
        assertThat(database.ask("select count(*) from t where n = 1 and at = '2020-01-01'"))
                .isEqualTo("10");
        assertThat(program.run(database.url(), folder, "backfill", "t", "--set", "n = 2")
                        .require(0, "a stamp that nobody thought of")
                        .all())
                .contains("the server also stamps at of every row", "set at = at");
    }
}
