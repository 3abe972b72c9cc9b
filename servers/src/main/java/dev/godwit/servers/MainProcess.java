package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The main process of a server, as some file of the server tells; it may be gone, and its number another's by now.
 *
 * @param pid its process number
 * @param program the name of its program
 * @param data its data folder, which is its working folder too
 * @param startSeconds when it started, in seconds since 1970
 */
record MainProcess(long pid, String program, Path data, long startSeconds) {
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    /** Process start times are computed from the boot time, which moves a little as the clock is set. */
    private static final long START_TOLERANCE_SECONDS = 10;

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
        boolean isItsProgram =
                process.info().command().filter(path -> path.endsWith(program)).isPresent();
        return isItsProgram
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

    /** Asks it to end (signal 15) and waits; kills it where that takes too long. */
    void end() {
        Optional<ProcessHandle> main = ProcessHandle.of(pid);
        main.ifPresent(ProcessHandle::destroy);
        if (Waiting.untilPresent(END_LIMIT, () -> allEnded(main.stream().toList()))
                .isEmpty()) {
            kill();
        }
    }

    /** Waits until it is gone, which is a little after it has taken its file away. */
    void awaitEnd() {
        awaitEnd(ProcessHandle.of(pid).stream().toList());
    }

    /** Also in a thread that was interrupted, which tidies up before it ends. */
    private void awaitEnd(List<ProcessHandle> processes) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            Waiting.until(
                    END_LIMIT,
                    () -> allEnded(processes),
                    () -> new ServerException("Server process " + pid + " does not end."));
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Optional<Boolean> allEnded(List<ProcessHandle> processes) {
        return processes.stream().allMatch(MainProcess::hasEnded) ? Optional.of(true) : Optional.empty();
    }

    /** Also when nobody has taken note of the end yet: the first process of a container often never does. */
    static boolean hasEnded(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        Path itself = Path.of("/proc", Long.toString(process.pid()));
        try {
            String state = Files.readString(itself.resolve("stat"));
            return state.startsWith("Z", state.lastIndexOf(')') + 2) && isLastThread(itself);
        } catch (IOException noSuchFileHere) {
            return !process.isAlive();
        }
    }

    /**
     * While a thread of it is left, its sockets are open. A connection to a server that was taken for ended was accepted twice
     * on a busy machine; that this was why is inferred, not seen.
     */
    private static boolean isLastThread(Path process) throws IOException {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return threads.count() <= 1;
        }
    }
}
