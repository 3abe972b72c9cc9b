package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL's file {@code postmaster.pid} tells.
 *
 * @param process the main process
 * @param sharedMemory the number of its System V segment, 0 when it has none
 * @param isReady whether it takes connections
 */
record Postmaster(MainProcess process, long sharedMemory, boolean isReady) {
    /** Its name in the data folder. */
    static final String FILE = "postmaster.pid";

    private static final int LINE_MEMORY = 6;
    private static final int LINE_STATUS = 7;

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
        MainProcess process = new MainProcess(
                Long.parseLong(lines.get(0).strip()),
                Product.POSTGRESQL.program(),
                Path.of(lines.get(1)),
                Long.parseLong(lines.get(2).strip()));
        return new Postmaster(
                process,
                memory.length < 2 ? 0 : Long.parseLong(memory[1]),
                lineAt(lines, LINE_STATUS).equals("ready"));
    }

    private static String lineAt(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).strip() : "";
    }

    /** A killed server leaves a segment of a few bytes behind, which a restart would take over. */
    void removeSharedMemory() {
        if (sharedMemory != 0) {
            Command.of(List.of("ipcrm", "-m", Long.toString(sharedMemory))).succeeds();
        }
    }
}
