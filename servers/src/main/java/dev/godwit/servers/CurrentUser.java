package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Who runs this process, by number, since names can be missing or doubled in containers. */
final class CurrentUser {
    private CurrentUser() {}

    /** Whether this process runs as root. */
    static boolean isRoot() {
        return number() == 0;
    }

    /** The number of the user; read from a file that we make, since Java has no question for it. */
    static int number() {
        try {
            Path probe = Files.createTempFile("godwit-", ".user");
            try {
                return owner(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new ServerException("Cannot write into the temporary folder: " + e, e);
        }
    }

    /** Whether the path itself, not what it links to, belongs to this user. */
    static boolean owns(Path path) throws IOException {
        return owner(path) == number();
    }

    /** Whether the path is a true folder of this user that no other user can write into. */
    static boolean ownsAlone(Path folder) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && owns(folder)
                && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
