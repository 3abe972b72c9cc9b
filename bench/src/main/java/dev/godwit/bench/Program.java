package dev.godwit.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end and measured; one at a time, so that its CPU time can be told. */
final class Program {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 5;

    private final List<String> command;

    private Program(List<String> command) {
        this.command = List.copyOf(command);
    }

    /**
     * What a run cost.
     *
     * @param processor user and system time of the process and its children
     * @param peakMemory the most bytes resident at once, as last seen before its end
     * @param output both streams
     */
    record Cost(int exitCode, Duration wall, Duration processor, long peakMemory, String output) {
        /** This cost, or an error with the program's output where it failed. */
        Cost requireSuccess() {
            if (exitCode != 0) {
                throw new IllegalStateException("ended with " + exitCode + ":\n" + output);
            }
            return this;
        }
    }

    /** Godwit by its launcher. */
    static Program godwit(String... arguments) {
        return of(Project.launcher().toString(), arguments);
    }

    /** Java with the given options and arguments. */
    static Program java(String... arguments) {
        return of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), arguments);
    }

    /** Starts it without waiting; its output goes to {@code log}. */
    Process start(Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    Cost run() {
        try {
            Path log = Files.createTempFile("godwit-bench", ".log");
            Duration before = ProcessTable.ofEndedChildren();
            long began = System.nanoTime();
            Process process = start(log);
            long peak = watch(process);
            Duration wall = Duration.ofNanos(System.nanoTime() - began);
            Duration processor = ProcessTable.ofEndedChildren().minus(before);
            String output = Files.readString(log);
            Files.delete(log);
            return new Cost(process.exitValue(), wall, processor, peak, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long watch(Process process) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long peak = 0;
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, ProcessTable.peakMemory(process.pid()).orElse(0L));
                if (System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new IllegalStateException("did not end within " + LIMIT);
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted", e);
        }
        return peak;
    }

    private static Program of(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return new Program(command);
    }
}
