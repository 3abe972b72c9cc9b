package dev.godwit.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the one {@code .txz} inside a server archive. Writes nothing outside the folder it is given. */
final class ArchiveUnpacker {
    private static final int OWNER_EXECUTES = 0100;
    private final Path folder;

    private ArchiveUnpacker(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks an archive into an empty folder.
     *
     * @throws IOException when the archive is unreadable or the disk is full
     */
    static void unpack(Path jar, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    new ArchiveUnpacker(folder).unpackTar(zip);
                    return;
                }
            }
        }
        throw new IOException("no .txz inside " + jar);
    }

    private void unpackTar(InputStream compressed) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(compressed));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            unpackEntry(entry, tar);
        }
    }

    private void unpackEntry(TarArchiveEntry entry, InputStream content) throws IOException {
        Path path = inside(folder.resolve(entry.getName()));
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            inside(path.resolveSibling(entry.getLinkName()));
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, path);
            Files.setPosixFilePermissions(path, permissions(entry.getMode()));
        }
    }

    private Path inside(Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(folder)) {
            throw new IOException("the archive points outside of its folder: " + path);
        }
        return normal;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if ((mode & OWNER_EXECUTES) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }
}
