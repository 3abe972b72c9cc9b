package dev.godwit.app;

import dev.godwit.host.Crash;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Scenario;
import dev.godwit.testkit.ScenarioRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios that stand on MariaDB: a server that cannot take DDL back. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedServer.class)
class MariadbScenarioTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("godwit.root")).resolve("app/src/test/resources/scenarios-mariadb");

    /** The ledger serves all databases of a server: it is there before a plan of any of them could make it. */
    @BeforeAll
    static void makeTheLedger(MariadbTestServer server, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("1_first.sql"), "CREATE TABLE first (id integer PRIMARY KEY);");
        InProcess.with(Crash.never())
                .run(server.create().url(), folder, "apply")
                .require(0, "the first apply");
    }

    static Stream<Scenario> scenarios() {
        return Scenario.all(FOLDER).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void doesWhatItsFolderSaysInAllStates(Scenario scenario, MariadbTestServer server) {
        new ScenarioRunner(server, new InProcess.Programs()).run(scenario);
    }
}
