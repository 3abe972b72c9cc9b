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
final class ChildProcess implements Program {
    /** What a process ends with that was killed by signal 9. */
    static final int KILLED = 137;

    private final Map<String, String> environment;

    private ChildProcess(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Halts at the n-th hit of a point, n from 1. */
    static ChildProcess haltingAt(CrashPoint point, int number) {
        Map<String, String> environment = new HashMap<>(InProcess.SURROUNDINGS);
        environment.put("GODWIT_CRASH_AT", point + ":" + number);
        return new ChildProcess(environment);
    }

    @Override
    public Ended run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.godwit.app.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
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
