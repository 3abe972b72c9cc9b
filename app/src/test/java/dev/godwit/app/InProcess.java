package dev.godwit.app;

import dev.godwit.app.cli.CommandLineProgram;
import dev.godwit.app.cli.Terminal;
import dev.godwit.host.Crash;
import dev.godwit.host.Host;
import dev.godwit.host.Ids;
import dev.godwit.host.Time;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.ScenarioRunner;
import dev.godwit.testkit.SkippingTime;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program within this process. */
public final class InProcess implements Program {
    /** The guards' baselines are made of many short pauses. */
    private static final Duration SHORT = Duration.ofMillis(60);

    /** Its own emergency stop and progress file, so that nothing else on this machine can stop it. */
    static final Map<String, String> SURROUNDINGS = Map.of(
            "GODWIT_OPERATOR", "tester",
            "GODWIT_EMERGENCY_STOP", inTarget("never-there"),
            "GODWIT_PROGRESS_FILE", inTarget("progress.json"));

    private final Host host;
    private final Map<String, String> environment;

    private InProcess(Host host) {
        this(host, Map.of());
    }

    private InProcess(Host host, Map<String, String> more) {
        this.host = host;
        this.environment = new HashMap<>(SURROUNDINGS);
        this.environment.putAll(more);
    }

    /** With crash points that lead somewhere. */
    public static InProcess with(Crash crash) {
        return new InProcess(new Host(new SkippingTime(SHORT), Ids.secure(), crash));
    }

    /** With crash points that lead somewhere, by a clock of its own. */
    public static InProcess at(Time time, Crash crash) {
        return new InProcess(new Host(time, Ids.secure(), crash));
    }

    /** With crash points that lead somewhere, and other variables. */
    public static InProcess with(Crash crash, Map<String, String> variables) {
        return new InProcess(new Host(new SkippingTime(SHORT), Ids.secure(), crash), variables);
    }

    /** In a world in which waiting takes no time. */
    public static InProcess impatient(Crash crash) {
        return new InProcess(new Host(new SkippingTime(Duration.ofDays(1)), Ids.secure(), crash));
    }

    /** Both, for scenarios. */
    public static final class Programs implements ScenarioRunner.Programs {
        @Override
        public Program with(Crash crash) {
            return InProcess.with(crash);
        }

        @Override
        public Program impatient(Crash crash) {
            return InProcess.impatient(crash);
        }
    }

    /** Runs it on a database. */
    public Ended run(String url, Path migrations, String... arguments) {
        List<String> all = new java.util.ArrayList<>(
                List.of("--url", url, "--migrations", migrations.toString(), "--yes", "--approve-destructive", "test"));
        all.addAll(List.of(arguments));
        return run(all);
    }

    private static String inTarget(String file) {
        return Path.of(System.getProperty("godwit.root"))
                .toAbsolutePath()
                .resolve("app/target")
                .resolve(file)
                .toString();
    }

    @Override
    public Ended run(List<String> arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new BufferedReader(Reader.nullReader()),
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                false);
        int exitCode =
                new CommandLineProgram(new Wiring(environment, host), terminal).run(arguments.toArray(String[]::new));
        terminal.flush();
        return new Ended(exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
}
