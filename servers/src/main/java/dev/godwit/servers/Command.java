package dev.godwit.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program and its arguments, run without a shell, within a limit, and without the caller's PG* variables, which would
 * change what servers and replicas do.
 *
 * @param words the program and its arguments
 */
record Command(List<String> words) {
    /** The slowest of them, initdb, takes half a second; the rest is for a machine that is busy to the brim. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    Command {
        words = List.copyOf(words);
    }

    static Command of(List<String> words) {
        return new Command(words);
    }

    /** The same with more words at the end. */
    Command with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(all);
    }

    /**
     * What a program said and how it ended.
     *
     * @param exitCode 0 is success
     * @param output standard output and error
     */
    record Result(int exitCode, String output) {
        /** Whether it ended well. */
        boolean isSuccess() {
            return exitCode == 0;
        }
    }

    /** Whether it can be started here and ends well. */
    boolean succeeds() {
        try {
            return await(start(ProcessBuilder.Redirect.DISCARD)) == 0;
        } catch (IOException notThere) {
            return false; // the question was whether it works here
        }
    }

    /**
     * Runs it to its end.
     *
     * @throws ServerException when it cannot be started or does not end in time
     */
    Result run() {
        try {
            // A file, because a pipe would stay open as long as a server that inherited it.
            Path output = Files.createTempFile("godwit-", ".out");
            try {
                int exitCode = await(start(ProcessBuilder.Redirect.to(output.toFile())));
                return new Result(exitCode, Files.readString(output).strip());
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new ServerException("Cannot run " + words.get(0) + ": " + e.getMessage(), e);
        }
    }

    private Process start(ProcessBuilder.Redirect output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectInput(new File("/dev/null")).redirectOutput(output).directory(new File("/"));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        return builder.start();
    }

    private int await(Process process) {
        try {
            if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new ServerException("Interrupted while " + words.get(0) + " ran.", e);
        }
        process.destroyForcibly();
        throw new ServerException(words.get(0) + " did not end within " + LIMIT.toSeconds() + " s.");
    }
}
