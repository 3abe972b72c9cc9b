package dev.godwit.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * A folder of unpacked servers, shared by all processes of a user. An installation is unpacked under another name and
 * renamed when it is whole, under a file lock, so that nobody ever sees half of one.
 */
final class InstallationCache {
    private static final String COMPLETE = ".complete";

    /** Unpacking takes two seconds; a minute covers a slow disk with a queue of processes before us. */
    private static final Duration LOCK_WAIT = Duration.ofMinutes(1);

    private final Path folder;

    InstallationCache(Path folder) {
        this.folder = folder;
    }

    /**
     * The unpacked form of an archive, made when it is not there yet.
     *
     * @throws IOException when the folder cannot be written
     */
    Installation install(BinaryArchive archive) throws IOException {
        Path home = folder.resolve(archive.name());
        if (!isComplete(home)) {
            Files.createDirectories(folder);
            unpackLocked(archive, home);
        }
        return new Installation(home);
    }

    private void unpackLocked(BinaryArchive archive, Path home) throws IOException {
        Path lockFile = folder.resolve(archive.name() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = acquire(channel, lockFile)) {
            if (lock.isValid() && !isComplete(home)) {
                unpack(archive, home);
            }
        }
    }

    private void unpack(BinaryArchive archive, Path home) throws IOException {
        Path unfinished = folder.resolve("." + archive.name() + ".unpacking");
        FolderTree.delete(unfinished);
        FolderTree.delete(home);
        Files.createDirectory(unfinished);
        try {
            ArchiveUnpacker.unpack(archive, unfinished);
            MysqldTemplate.make(archive.product(), new Installation(unfinished));
        } catch (IOException | ServerException e) {
            FolderTree.delete(unfinished); // hundreds of megabytes that nobody would miss
            throw e;
        }
        Files.createFile(unfinished.resolve(COMPLETE));
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isComplete(Path home) {
        return Files.exists(home.resolve(COMPLETE));
    }

    private static FileLock acquire(FileChannel channel, Path lockFile) throws IOException {
        return Waiting.untilPresent(LOCK_WAIT, () -> tryLock(channel))
                .orElseThrow(() -> new IOException("another process has held " + lockFile + " for " + LOCK_WAIT));
    }

    /** Empty while another process, or another thread of this one, unpacks. */
    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException anotherThread) {
            return Optional.empty();
        }
    }
}
