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
 * A program and its arguments, run without a shell, within a limit, and without the caller's variables for databases, which
 * would change what servers and replicas do.
 *
 * @param words the program and its arguments
 */
record Command(List<String> words) {
    /** The slowest of them, initdb, takes half a second; the rest is for a machine that is busy to the brim. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final File NO_INPUT = new File("/dev/null");
    private static final File ROOT = new File("/");

    /** How the names of variables begin that servers and clients read. */
    private static final List<String> CALLERS_OWN = List.of("PG", "MYSQL", "MARIADB");

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
            return await(start(NO_INPUT, ProcessBuilder.Redirect.DISCARD, ROOT)) == 0;
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
        return run(NO_INPUT);
    }

    /**
     * Runs it to its end.
     *
     * @param input the file it reads
     * @throws ServerException when it cannot be started or does not end in time
     */
    Result run(File input) {
        try {
            // A file, because a pipe would stay open as long as a server that inherited it.
            Path output = Files.createTempFile("godwit-", ".out");
            try {
                int exitCode = await(start(input, ProcessBuilder.Redirect.to(output.toFile()), ROOT));
                return new Result(exitCode, Files.readString(output).strip());
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new ServerException("Cannot run " + words.get(0) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Starts it and leaves it running.
     *
     * @param folder its working folder
     * @param log what it prints is added to this file
     */
    Process launch(Path folder, Path log) throws IOException {
        return start(NO_INPUT, ProcessBuilder.Redirect.appendTo(log.toFile()), folder.toFile());
    }

    private Process start(File input, ProcessBuilder.Redirect output, File folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectInput(input).redirectOutput(output).directory(folder);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> CALLERS_OWN.stream().anyMatch(name::startsWith));
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
