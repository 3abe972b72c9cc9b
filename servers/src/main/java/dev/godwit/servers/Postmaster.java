package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running server's main process, as its file {@code postmaster.pid} tells.
 *
 * @param pid its process number
 * @param data its data folder
 * @param startSeconds when it started, in seconds since 1970
 * @param sharedMemory the number of its System V segment, 0 when it has none
 * @param isReady whether it takes connections
 */
record Postmaster(long pid, Path data, long startSeconds, long sharedMemory, boolean isReady) {
    /** Its name in the data folder. */
    static final String FILE = "postmaster.pid";

    private static final int LINE_MEMORY = 6;
    private static final int LINE_STATUS = 7;
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    /** Process start times are computed from the boot time, which moves a little as the clock is set. */
    private static final long START_TOLERANCE_SECONDS = 10;

    /** Reads the file; empty when there is none or it is being written. */
    static Optional<Postmaster> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(data.resolve(FILE));
            return lines.size() < LINE_MEMORY ? Optional.empty() : Optional.of(parse(lines));
        } catch (NoSuchFileException notRunning) {
            return Optional.empty();
        }
    }

    private static Postmaster parse(List<String> lines) {
        String[] memory = lineAt(lines, LINE_MEMORY).split("\\s+");
        return new Postmaster(
                Long.parseLong(lines.get(0).strip()),
                Path.of(lines.get(1)),
                Long.parseLong(lines.get(2).strip()),
                memory.length < 2 ? 0 : Long.parseLong(memory[1]),
                lineAt(lines, LINE_STATUS).equals("ready"));
    }

    private static String lineAt(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).strip() : "";
    }

    /** Whether the process of this number really is the server of this data folder, and not one that came later. */
    boolean isServerOfItsFolder() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(this::isOurs)
                .isPresent();
    }

    private boolean isOurs(ProcessHandle process) {
        Path workingFolder = Path.of("/proc", Long.toString(pid), "cwd");
        try {
            if (Files.isSymbolicLink(workingFolder)) {
                return workingFolder.toRealPath().equals(data.toRealPath());
            }
        } catch (IOException goneOrForbidden) {
            return startedThen(process); // the weaker proof
        }
        return startedThen(process);
    }

    private boolean startedThen(ProcessHandle process) {
        boolean isPostgres = process.info()
                .command()
                .filter(path -> path.endsWith("postgres"))
                .isPresent();
        return isPostgres
                && process.info()
                        .startInstant()
                        .filter(start -> Math.abs(start.getEpochSecond() - startSeconds) <= START_TOLERANCE_SECONDS)
                        .isPresent();
    }

    /** Kills it and its children at once (signal 9) and waits until they are gone. */
    void kill() {
        Optional<ProcessHandle> main = ProcessHandle.of(pid);
        List<ProcessHandle> children =
                main.stream().flatMap(ProcessHandle::children).toList();
        // The main process first, or it would start its children anew.
        main.ifPresent(ProcessHandle::destroyForcibly);
        children.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(Stream.concat(main.stream(), children.stream()).toList());
    }

    /** Waits until it is gone, which is a little after it has taken its file away. */
    void awaitEnd() {
        awaitEnd(ProcessHandle.of(pid).stream().toList());
    }

    private void awaitEnd(List<ProcessHandle> processes) {
        Waiting.untilPresent(
                        END_LIMIT,
                        () -> processes.stream().allMatch(Postmaster::hasEnded) ? Optional.of(true) : Optional.empty())
                .orElseThrow(() -> new ServerException("Server process " + pid + " does not end."));
    }

    /** Also when nobody has taken note of the end yet: the first process of a container often never does. */
    static boolean hasEnded(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        try {
            String state = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return state.startsWith("Z", state.lastIndexOf(')') + 2);
        } catch (IOException noSuchFileHere) {
            return !process.isAlive();
        }
    }

    /** A killed server leaves a segment of a few bytes behind, which a restart would take over. */
    void removeSharedMemory() {
        if (sharedMemory != 0) {
            Command.of(List.of("ipcrm", "-m", Long.toString(sharedMemory))).succeeds();
        }
    }
}
