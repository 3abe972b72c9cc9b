package dev.godwit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks server archives. Writes nothing outside the folder it is given. */
final class ArchiveUnpacker {
    private static final int OWNER_EXECUTES = 0100;
    private static final int PROGRAM = 0755;
    private static final int FILE = 0644;

    private final Path folder;

    private ArchiveUnpacker(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks what is wanted of an archive into an empty folder.
     *
     * @throws IOException when the archive is unreadable or the disk is full
     */
    static void unpack(BinaryArchive archive, Path folder) throws IOException {
        List<Pattern> wanted = archive.product().wanted();
        ArchiveUnpacker unpacker = new ArchiveUnpacker(folder);
        try (ZipFile zip = new ZipFile(archive.file().toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (wanted.isEmpty() && entry.getName().endsWith(".txz")) {
                    unpacker.unpackTar(zip.getInputStream(entry));
                }
                for (Pattern pattern : wanted) {
                    unpacker.unpackMatch(pattern, entry, zip);
                }
            }
        }
        if (!Files.exists(folder.resolve("bin").resolve(archive.product().program()))) {
            throw new IOException("no " + archive.product().program() + " inside " + archive.file());
        }
    }

    private void unpackMatch(Pattern pattern, ZipEntry entry, ZipFile zip) throws IOException {
        Matcher matcher = pattern.matcher(entry.getName());
        if (!entry.isDirectory() && matcher.matches()) {
            try (InputStream content = zip.getInputStream(entry)) {
                write(content, matcher.group(1));
            }
        }
    }

    /** A zip says nothing about rights; what lies in bin/ is a program. */
    private void write(InputStream content, String name) throws IOException {
        Path path = inside(folder.resolve(name));
        Files.createDirectories(path.resolveSibling(""));
        boolean isProgram = name.startsWith("bin/");
        if (isProgram) {
            ProgramFile.write(content, path);
        } else {
            Files.copy(content, path);
        }
        Files.setPosixFilePermissions(path, permissions(isProgram ? PROGRAM : FILE));
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
