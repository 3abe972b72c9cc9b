package dev.godwit.app;

import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, which halts at a crash point as kill -9 would. */
public final class ChildProcess implements Program {
    /** What a process ends with that was killed by signal 9. */
    public static final int KILLED = 137;

    private final Map<String, String> environment;
    private final List<String> before;

    private ChildProcess(Map<String, String> environment, List<String> before) {
        this.environment = environment;
        this.before = before;
    }

    /** Halts at the n-th hit of a point, n from 1. */
    public static ChildProcess haltingAt(CrashPoint point, int number) {
        Map<String, String> environment = new HashMap<>(InProcess.SURROUNDINGS);
        environment.put("GODWIT_CRASH_AT", point + ":" + number);
        return new ChildProcess(environment, List.of());
    }

    /** Can write no file beyond one block (512 or 1,024 bytes), as if the disk were full there. */
    static ChildProcess withoutRoom(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(InProcess.SURROUNDINGS);
        environment.putAll(variables);
        return new ChildProcess(environment, List.of("sh", "-c", "ulimit -f 1; exec \"$@\"", "sh"));
    }

    /** Has that many megabytes for its objects. */
    static ChildProcess withMemory(int megabytes) {
        Map<String, String> environment = new HashMap<>(InProcess.SURROUNDINGS);
        environment.put("JDK_JAVA_OPTIONS", "-Xmx" + megabytes + "m");
        return new ChildProcess(environment, List.of());
    }

    /** One that ends by itself, or is ended by whoever started it. */
    static ChildProcess undisturbed() {
        return new ChildProcess(InProcess.SURROUNDINGS, List.of());
    }

    /** Starts it and does not wait; what it prints is thrown away. */
    Process start(List<String> arguments) throws IOException {
        return builder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.godwit.app.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    @Override
    public Ended run(List<String> arguments) {
        try {
            Process process = builder(arguments).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output, "");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
