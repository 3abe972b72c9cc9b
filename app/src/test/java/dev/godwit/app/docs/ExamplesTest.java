package dev.godwit.app.docs;

import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.Scenario;
import dev.godwit.testkit.ScenarioRunner;
import dev.godwit.testkit.TestServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples are scenarios: each goes up, down and up again, and is killed and resumed on the way. */
@ExtendWith(SharedServer.class)
class ExamplesTest {
    private static final String ON_MARIADB = "-on-mariadb";

    static Stream<Scenario> examples() {
        return Scenario.all(Examples.FOLDER).stream()
                .filter(example -> !example.name().endsWith(ON_MARIADB));
    }

    static Stream<Scenario> examplesOnMariadb() {
        return Scenario.all(Examples.FOLDER).stream()
                .filter(example -> example.name().endsWith(ON_MARIADB));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void goesUpDownAndUpAndSurvivesBeingKilled(Scenario example, TestServer server, @TempDir Path folder) {
        new ScenarioRunner(server, new Programs(folder)).run(example);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examplesOnMariadb")
    void doesTheSameOnMariadb(Scenario example, MariadbTestServer server, @TempDir Path folder) {
        new ScenarioRunner(server, new Programs(folder)).run(example);
    }

    /** Nobody holds anything open in an example, so none needs to be impatient. */
    private record Programs(Path folder) implements ScenarioRunner.Programs {
        @Override
        public Program with(Crash crash) {
            return new GuideProgram(Map.of("GODWIT_OPERATOR", "ana"), new GuideTime(), crash, folder);
        }

        @Override
        public Program impatient(Crash crash) {
            return with(crash);
        }
    }
}
