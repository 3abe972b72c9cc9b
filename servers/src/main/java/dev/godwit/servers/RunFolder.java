package dev.godwit.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one server: its data, its log, and the file that says who owns it. The owner holds a file lock as long as
 * it lives; the kernel lets go of it however the owner ends, so that a lock that can be had proves the owner gone. (A
 * process number alone proves nothing: numbers are used again, and differ between containers that share a folder.)
 */
final class RunFolder implements AutoCloseable {
    /** What the name of every run folder matches. */
    static final String NAMES = "godwit-{postgresql,mariadb,mysql}-*";

    private static final String LOCK = "owner.lock";

    private final Path path;
    private final @Nullable FileChannel lockChannel;

    private RunFolder(Path path, @Nullable FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /** Makes a new folder, named after its server, and takes its lock. */
    static RunFolder create(Path parent, Release release, Unprivileged unprivileged) throws IOException {
        Path path = Files.createTempDirectory(parent, "godwit-" + release.word() + "-");
        if (unprivileged.isAnotherUser()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        }
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("cannot lock a file in " + path);
        }
        return new RunFolder(path, channel);
    }

    /** A folder that another process made; its lock is left alone. */
    static RunFolder attach(Path path) {
        return new RunFolder(path, null);
    }

    /** Runs an act if the owner of a folder is gone, holding the lock meanwhile so that two do not do it at once. */
    static void ifOrphaned(Path path, Runnable act) throws IOException {
        try (FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                act.run();
            }
        }
    }

    Path path() {
        return path;
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("server.log");
    }

    /** The end of the server's log, for an error message. */
    String logTail(int lines) {
        try {
            if (!Files.exists(log())) {
                return "(no log)";
            }
            List<String> all = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(log unreadable: " + e + ")";
        }
    }

    /** The running server's main process; empty when there is none or the note is about another process. */
    Optional<MainProcess> process() {
        return postmasterFile()
                .map(Postmaster::process)
                .or(this::notedProcess)
                .filter(MainProcess::isServerOfItsFolder);
    }

    private Optional<MainProcess> notedProcess() {
        try {
            return MysqldProcess.read(path, data());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The running PostgreSQL, by its own file; empty when there is none or the file is about another process. */
    Optional<Postmaster> postmaster() {
        return postmasterFile().filter(last -> last.process().isServerOfItsFolder());
    }

    /**
     * Takes away what a killed PostgreSQL left in the data folder. A server would do so itself at its start, but not as
     * long as its predecessor's number is taken, be it only because nobody has taken note of its end yet.
     */
    void forgetKilledServer() {
        Optional<Postmaster> last = postmasterFile();
        if (last.isEmpty() || last.get().process().isServerOfItsFolder()) {
            return;
        }
        last.get().removeSharedMemory();
        try {
            Files.delete(data().resolve(Postmaster.FILE));
        } catch (IOException e) {
            throw new ServerException("Cannot clear " + data() + ": " + e, e);
        }
    }

    private Optional<Postmaster> postmasterFile() {
        try {
            return Postmaster.read(data());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private ServerException unreadable(IOException e) {
        return new ServerException("Cannot read the number of the server's process in " + path + ": " + e, e);
    }

    /** Kills the server if it runs, deletes the folder with all it holds, and lets go of the lock. */
    void destroy() {
        Optional<Postmaster> last = postmasterFile();
        process().ifPresent(MainProcess::kill);
        last.ifPresent(Postmaster::removeSharedMemory);
        try {
            FolderTree.delete(path);
            close();
        } catch (IOException e) {
            throw new ServerException("Cannot delete the server's folder " + path + ": " + e, e);
        }
    }

    /** Lets go of the lock. */
    @Override
    public void close() throws IOException {
        if (lockChannel != null) {
            lockChannel.close();
        }
    }
}
