package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same migrations on the server that they were written for. */
@Tag("nightly")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlRealCasesTest {
    private MariadbTestServer server;

    @TempDir
    Path folder;

    private MysqlCases cases = new MysqlCases(Path.of("."));

    @BeforeAll
    void startServer() {
        server = MariadbTestServer.of(RealMysql.start());
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void useFolder() {
        cases = new MysqlCases(folder);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"authelia-mysql, 26", "openfga-mysql, 8"})
    void goesUpDownAndUpAgain(String name, int count) throws IOException {
        cases.upAndDown(name, count).goesOneByOneToo(server.create());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"temporal, 26", "visibility, 18"})
    void temporalsVersionsMakeWhatTheyMakeByHand(String part, int count) throws IOException {
        cases.versionsOfTemporal(part);
        MariadbTestDatabase migrated = server.create();
        cases.upOnly().run(migrated, "apply");
        assertThat(Ledgers.applied(migrated)).hasSize(count);
        cases.requireMadeByHand(migrated, server.create());
    }

    @Test
    void chinookComesInOneScriptOfEachKind() throws IOException {
        for (String script : List.of("Chinook_MySql.sql", "Chinook_MySql_AutoIncrementPKs.sql")) {
            cases.chinook(script);
            MariadbTestDatabase database = server.create();
            cases.upOnly().run(database, "apply");
            assertThat(database.ask("select count(*) from Track")).isEqualTo("3503");
        }
    }

    @Test
    void rangersPatchesMakeWhatTheServersOwnClientMakesOfThem() throws IOException {
        cases.patchesOfRanger();
        MariadbTestDatabase database = server.create();
        database.run(MysqlCases.baseOfRanger());
        cases.upOnly().run(database, "apply");
        MariadbRealCasesTest.requireAllPatches(database);
    }
}
