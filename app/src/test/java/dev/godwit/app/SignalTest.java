package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a process does that is told to end while its run is under way. */
@ExtendWith(SharedServer.class)
@DisabledOnOs(OS.WINDOWS)
class SignalTest {
    private static final int PATIENCE_SECONDS = 60;
    private static final int LOOKS = 5_000;

    /** Ctrl-C as a terminal has it: what runs in the background of a script inherits that it is ignored. */
    private static final List<String> DEFAULT_INTERRUPT = List.of("env", "--default-signal=INT");

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void signalsCanBeSetAsATerminalSetsThem() throws Exception {
        boolean can = new ProcessBuilder(DEFAULT_INTERRUPT.get(0), DEFAULT_INTERRUPT.get(1), "true")
                        .start()
                        .waitFor()
                == 0;
        if (!can) {
            System.err.println("LEFT OUT: signals, as env knows no --default-signal here");
        }
        assumeTrue(can);
    }

    @BeforeEach
    void newDatabase(TestServer server) throws IOException {
        database = server.create();
        database.run("create table t (k integer primary key, a integer);"
                + "insert into t select n, 0 from generate_series(1, 100000) n");
        Files.createDirectory(folder.resolve("migrations"));
    }

    @Test
    void sigtermFinishesTheChunk() throws Exception {
        Process process = backfill();
        signal("TERM", process);
        String output = end(process, 143);
        assertThat(output).contains("the unit of work that has begun is finished first", "GW-4010", "it resumes");
        assertThat(database.ask("select exit_code from godwit.run")).isEqualTo("143");
    }

    @Test
    void ctrlCFinishesTheChunk() throws Exception {
        Process process = backfill();
        signal("INT", process);
        String output = end(process, 130);
        assertThat(output).contains("Ctrl-C again cancels it", "GW-4009", "it resumes");
        assertThat(database.ask("select exit_code from godwit.run")).isEqualTo("130");
    }

    @Test
    void ctrlCTwiceCancelsTheStatement() throws Exception {
        Files.writeString(
                folder.resolve("migrations/20240101001_long.sql"),
                "-- Up Migration\nselect pg_sleep(600);\n-- Down Migration\nselect 1;\n");
        Process process = start("apply", "--yes");
        await("select exists (select from pg_stat_activity where query like 'select pg_sleep%' and state = 'active')");
        signal("INT", process);
        await("select exists (select from godwit.journal where body::text like '%Ctrl-C again%')");
        signal("INT", process);
        end(process, 130);
        assertThat(database.ask("select count(*) from pg_stat_activity where query like 'select pg_sleep%'"
                        + " and state = 'active'"))
                .isEqualTo("0");
        assertThat(database.ask("select count(*) from godwit.execution")).isEqualTo("0");
    }

    private Process backfill() throws IOException {
        Process process = start(
                "backfill", "t", "--set", "a = k", "--batch", "100", "--max-batch", "200", "--sleep", "100ms", "--yes");
        await("select to_regclass('godwit.journal') is not null");
        await("select exists (select from godwit.journal where type = 'chunk_done')");
        return process;
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(DEFAULT_INTERRUPT);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.godwit.app.Main",
                "--url",
                database.url()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(InProcess.SURROUNDINGS);
        return builder.start();
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    private void await(String condition) {
        for (int look = 0; look < LOOKS; look++) {
            if (database.ask(condition).startsWith("t")) {
                return;
            }
        }
        throw new AssertionError("never: " + condition);
    }

    private String end(Process process, int exitCode) throws Exception {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(output).isEqualTo(exitCode);
        return output;
    }
}
