package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The file in which this module notes the process of a MariaDB or MySQL. The server's own comes too late: whoever is killed
 * between the process's start and that file would leave a server behind that nobody finds.
 */
final class MysqldProcess {
    private static final String FILE = "process";
    private static final int LINES = 3;

    private MysqldProcess() {}

    /** Notes a process that was just started. */
    static void write(Path runFolder, MainProcess process) throws IOException {
        Path unfinished = runFolder.resolve(FILE + ".new");
        Files.write(
                unfinished,
                List.of(Long.toString(process.pid()), process.program(), Long.toString(process.startSeconds())));
        Files.move(
                unfinished,
                runFolder.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The process that was started last; empty when there was none. */
    static Optional<MainProcess> read(Path runFolder, Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(runFolder.resolve(FILE));
            if (lines.size() < LINES) {
                throw new IOException("not a process file: " + runFolder.resolve(FILE));
            }
            return Optional.of(
                    new MainProcess(Long.parseLong(lines.get(0)), lines.get(1), data, Long.parseLong(lines.get(2))));
        } catch (NoSuchFileException neverStarted) {
            return Optional.empty();
        }
    }
}
