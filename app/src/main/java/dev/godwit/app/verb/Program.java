package dev.godwit.app.verb;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a program of the user's, found on their PATH, without a shell. */
public final class Program {
    private final Map<String, String> environment;
    private final Path folder;

    /**
     * A runner.
     *
     * @param environment of this process; its PATH is searched
     * @param folder in which programs run
     */
    public Program(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder.toAbsolutePath();
    }

    /**
     * Runs it to its end and hands its output on, line by line, with the values of {@code secrets} masked.
     *
     * @param longest after which it is ended by force
     * @return its exit code
     * @throws dev.godwit.fault.GodwitException where it is not on the PATH, cannot be started, or takes too long
     */
    public int run(List<String> call, Map<String, String> secrets, Duration longest, Consumer<String> lines) {
        List<String> command = new ArrayList<>(call);
        command.set(0, find(call.get(0)).toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(secrets);
        try {
            Process process = builder.start();
            Thread reader = new Thread(() -> read(process, secrets, lines), "godwit-" + call.get(0));
            reader.setDaemon(true);
            reader.start();
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failed(call.get(0) + " did not end within " + longest.toMinutes() + " minutes and was ended");
            }
            reader.join(longest.toMillis());
            return process.exitValue();
        } catch (IOException e) {
            throw failed(call.get(0) + " could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted while " + call.get(0) + " was running");
        }
    }

    private static void read(Process process, Map<String, String> secrets, Consumer<String> lines) {
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                lines.accept(masked(line, secrets));
                line = output.readLine();
            }
        } catch (IOException ended) {
            lines.accept("(its output broke off: " + ended.getMessage() + ")");
        }
    }

    private static String masked(String line, Map<String, String> secrets) {
        String masked = line;
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            boolean hidden =
                    secret.getKey().contains("PASSWORD") || secret.getKey().equals("DATABASE_URL");
            masked = hidden && !secret.getValue().isEmpty() ? masked.replace(secret.getValue(), "***") : masked;
        }
        return masked;
    }

    private Path find(String name) {
        for (String place : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = folder.resolve(place).resolve(name);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw Problem.of(ErrorCode.NOT_FOUND, "the program " + name + " is not on the PATH")
                .next("install it, or take the migrations back by Godwit")
                .exception();
    }

    private static RuntimeException failed(String what) {
        return Problem.of(ErrorCode.FOREIGN_TOOL_FAILED, what).exception();
    }
}
