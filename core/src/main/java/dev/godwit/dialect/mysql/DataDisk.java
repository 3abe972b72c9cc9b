package dev.godwit.dialect.mysql;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The data directory of a server that may run on this machine. A tunnel or a container makes a distant server look local, so
 * the directory counts only when the server's own file of its process number is there too, with a number in it, and was
 * written when this very server started.
 *
 * @param directory of the data
 * @param processFile as the server names it, absolute or relative to {@code directory}
 * @param startedSeconds since 1970
 */
record DataDisk(String directory, String processFile, long startedSeconds) {
    /** The server writes the file when it is ready, after it has recovered what a crash left. */
    private static final long START_TOLERANCE_SECONDS = 10;

    /** Bytes of a disk. */
    record Space(long freeBytes, long totalBytes) {}

    /** The disk below the directory; empty where it is not proven that this is the server's. */
    Optional<FileStore> store() {
        try {
            Path path = Path.of(directory);
            Path process = path.resolve(processFile);
            return Files.isReadable(process) && isOurs(process)
                    ? Optional.of(Files.getFileStore(path))
                    : Optional.empty();
        } catch (IOException e) {
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

    private boolean isOurs(Path process) throws IOException {
        long written = Files.getLastModifiedTime(process).toInstant().getEpochSecond();
        return Files.readString(process).strip().matches("\\d+")
                && Math.abs(written - startedSeconds) <= START_TOLERANCE_SECONDS;
    }
}
