package dev.godwit.app;

import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Scenario;
import dev.godwit.testkit.ScenarioRunner;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
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

    static Stream<Scenario> scenarios() {
        return Scenario.all(FOLDER).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void doesWhatItsFolderSaysInAllStates(Scenario scenario, MariadbTestServer server) {
        new ScenarioRunner(server, new InProcess.Programs()).run(scenario);
    }
}
