package dev.godwit.dialect.postgres;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The data directory of a server that may run on this machine. A tunnel or a container makes a distant server look local, so
 * the directory counts only when its {@code postmaster.pid} names this very server: its port and its second of starting.
 *
 * @param startedSeconds since 1970
 */
record DataDisk(String directory, long port, long startedSeconds) {
    /** The server writes the file a moment before or after it takes its own time of start. */
    private static final long START_TOLERANCE_SECONDS = 5;

    /** Lines of postmaster.pid, from 0 (source: miscadmin.h, LOCK_FILE_LINE_*). */
    private static final int START_LINE = 2;

    private static final int PORT_LINE = 3;

    /** Bytes of a disk. */
    record Space(long freeBytes, long totalBytes) {}

    /** The disk below the directory; empty where it is not proven that this is the server's. */
    Optional<FileStore> store() {
        try {
            Path path = Path.of(directory);
            Path lock = path.resolve("postmaster.pid");
            if (!Files.isReadable(lock) || !isOurs(Files.readAllLines(lock))) {
                return Optional.empty();
            }
            return Optional.of(Files.getFileStore(path));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** How full a disk is; empty where the system does not say. */
    static Optional<Space> space(FileStore store) {
        try {
            long total = store.getTotalSpace();
            return total > 0 ? Optional.of(new Space(store.getUsableSpace(), total)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean isOurs(List<String> lock) {
        return lock.size() > PORT_LINE
                && Long.parseLong(lock.get(PORT_LINE).strip()) == port
                && Math.abs(Long.parseLong(lock.get(START_LINE).strip()) - startedSeconds) <= START_TOLERANCE_SECONDS;
    }
}
