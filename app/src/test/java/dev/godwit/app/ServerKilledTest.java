package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.Picture;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is killed by signal 9 and started again while a run is under way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerKilledTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("godwit.root")).resolve("app/src/test/resources/kill");
    /** How often an operator repeats a command that says it may be repeated. */
    private static final int MOST_RUNS = 3;

    private final TestServer server = TestServer.start();
    private TestDatabase before = server.create();
    private Picture end = Picture.of(before);

    @BeforeAll
    void runUndisturbed() throws IOException {
        before.run(Files.readString(FOLDER.resolve("before.sql")));
        TestDatabase database = server.copy(before);
        apply(database, Crash.never()).require(0, "undisturbed");
        end = Picture.of(database);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashPoint.class,
            names = {"GROUP_EXECUTED", "STATEMENT_INTENDED", "STATEMENT_EXECUTED", "CHUNK_WRITTEN", "CHUNK_COMMITTED"})
    void resumesExactlyAfterTheServerWasKilled(CrashPoint point) {
        TestDatabase database = server.copy(before);
        Crash kill = Crashes.doing(point, 2, this::killAndRestart);
        Program.Ended ended = apply(database, kill);
        for (int run = 2; run <= MOST_RUNS && ended.exitCode() == 75; run++) {
            ended = apply(database, Crash.never());
        }
        ended.require(0, "after " + point);
        end.requireSame(Picture.of(database), "killed at " + point);
        assertThat(database.ask("select min(touched) || ' ' || max(touched) from target"))
                .isEqualTo("1 1");
        Ledgers.requireNothingLeft(database, "killed at " + point);
    }

    private void killAndRestart() {
        server.server().kill();
        server.server().restart();
    }

    private static Program.Ended apply(TestDatabase database, Crash crash) {
        return InProcess.with(crash).run(database.url(), FOLDER.resolve("apply"), "apply");
    }
}
