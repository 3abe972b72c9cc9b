package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Picture;
import dev.godwit.testkit.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The migrations of real projects that were written for MySQL, on MariaDB. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedServer.class)
class MariadbRealCasesTest {
    @TempDir
    Path folder;

    private MysqlCases cases = new MysqlCases(Path.of("."));

    @BeforeEach
    void useFolder() {
        cases = new MysqlCases(folder);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"authelia-mysql, 26", "openfga-mysql, 8"})
    void goesUpDownAndUpAgain(String name, int count, MariadbTestServer server) throws IOException {
        cases.upAndDown(name, count).goesUpDownAndUpAgain(server.create());
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"authelia-mysql, 26", "openfga-mysql, 8"})
    void goesUpAndDownOneByOne(String name, int count, MariadbTestServer server) throws IOException {
        cases.upAndDown(name, count).goesOneByOneToo(server.create());
    }

    /** These have no way back. What they make is what the server makes of them without Godwit. */
    @Test
    void temporalsVersionsMakeWhatTheyMakeByHand(MariadbTestServer server) throws IOException {
        cases.versionsOfTemporal("temporal");
        MariadbTestDatabase migrated = server.create();
        cases.upOnly().run(migrated, "apply");
        assertThat(Ledgers.applied(migrated)).hasSize(26);
        cases.requireMadeByHand(migrated, server.create());
    }

    /** From the third on they use the operator {@code ->} and indexes over arrays of JSON, which MariaDB does not have. */
    @Test
    void temporalsVisibilityGoesAsFarAsMariadbDoes(MariadbTestServer server) throws IOException {
        cases.versionsOfTemporal("visibility");
        MariadbTestDatabase database = server.create();
        cases.upOnly().run(database, "apply", "--to", "0002");
        Picture before = Picture.of(database);
        Program.Ended ended = InProcess.with(Crash.never()).run(database.url(), folder, "apply");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.errors()).contains("0003_advanced_visibility", "GW-3001", "syntax");
        assertThat(Ledgers.applied(database)).hasSize(2);
        before.requireSame(Picture.of(database), "the statement that was refused");
    }

    @Test
    void chinookComesInOneScriptOfEachKind(MariadbTestServer server) throws IOException {
        for (String script : List.of("Chinook_MySql.sql", "Chinook_MySql_AutoIncrementPKs.sql")) {
            cases.chinook(script);
            MariadbTestDatabase database = server.create();
            cases.upOnly().run(database, "apply");
            assertThat(database.ask("select count(*) from Track")).isEqualTo("3503");
            assertThat(database.ask("select count(*) from PlaylistTrack")).isEqualTo("8715");
            assertThat(database.ask("select Name from Artist where ArtistId = 6"))
                    .isEqualTo("Ant\u00f4nio Carlos Jobim");
        }
    }

    /** All of them, upon the few tables that they do not make themselves. */
    @Test
    void rangersPatchesMakeWhatTheServersOwnClientMakesOfThem(MariadbTestServer server) throws IOException {
        cases.patchesOfRanger();
        MariadbTestDatabase database = server.create();
        database.run(MysqlCases.baseOfRanger());
        cases.upOnly().run(database, "apply");
        requireAllPatches(database);
    }

    /** The figures are those of the servers' own client, which ran the same files on both. */
    static void requireAllPatches(MariadbTestDatabase database) {
        assertThat(Ledgers.applied(database)).hasSize(72);
        assertThat(database.ask("select count(*) from information_schema.tables where table_schema = database()"))
                .isEqualTo("85");
        assertThat(database.ask("select count(*) from information_schema.columns where table_schema = database()"))
                .isEqualTo("867");
        assertThat(database.rows("select routine_name from information_schema.routines"
                        + " where routine_schema = database() order by routine_name"))
                .as("the procedures that their authors did not drop")
                .containsExactlyElementsOf(MysqlCases.LEFT_BY_RANGER);
    }

    @Tag("nightly")
    @Test
    void rangersPatchesMakeTheSameOneByOne(MariadbTestServer server) throws IOException {
        cases.patchesOfRanger();
        MariadbTestDatabase atOnce = server.create();
        atOnce.run(MysqlCases.baseOfRanger());
        cases.upOnly().run(atOnce, "apply");
        MariadbTestDatabase oneByOne = server.create();
        oneByOne.run(MysqlCases.baseOfRanger());
        for (String id : Ledgers.applied(atOnce)) {
            cases.upOnly().run(oneByOne, "apply", "--to", id);
        }
        Picture.of(atOnce).requireSameCatalog(Picture.of(oneByOne), "one by one");
    }
}
