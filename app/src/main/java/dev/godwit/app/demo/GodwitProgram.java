package dev.godwit.app.demo;

import dev.godwit.app.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Godwit's own command line, started as a person starts it: a process of its own, of the same program as this one, with the
 * command printed before. The password goes by the environment.
 */
final class GodwitProgram {
    private final Stage stage;
    private final DemoFolder folder;
    private final Narrator narrator;

    GodwitProgram(Stage stage, DemoFolder folder, Narrator narrator) {
        this.stage = stage;
        this.folder = folder;
        this.narrator = narrator;
    }

    /** Starts a command on the shop's database. */
    RunningCommand start(String... verb) {
        List<String> arguments =
                new ArrayList<>(List.of("--url", stage.url(), "--env", "shop", "--migrations", "migrations"));
        arguments.addAll(Arrays.asList(verb));
        narrator.command("godwit "
                + String.join(" ", arguments.stream().map(GodwitProgram::quoted).toList()));
        List<String> words = new ArrayList<>(java());
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.directory(folder.path().toFile()).redirectErrorStream(true);
        builder.environment()
                .put(stage.product().passwordVariable(), stage.primary().password());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return RunningCommand.watch(process, verb[0], lines(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread lines(Process process) {
        Thread thread = new Thread(() -> printAll(process), "godwit-demo-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void printAll(Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                narrator.printed(line);
            }
        } catch (IOException killedMeanwhile) {
            narrator.printed("(its output ended: " + killedMeanwhile.getMessage() + ")");
        }
    }

    /** This Java with the launcher's own options. */
    private static List<String> java() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", classes, Main.class.getName());
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@:/.=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
