package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Acts on a folder with all it holds. Symbolic links are never followed; a file that vanishes meanwhile is no error. */
final class FolderTree {
    private FolderTree() {}

    /** Deletes the folder; nothing happens when there is none. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new Visitor() {
            @Override
            void file(Path file) throws IOException {
                Files.deleteIfExists(file);
            }

            @Override
            void leave(Path left) throws IOException {
                Files.deleteIfExists(left);
            }
        });
    }

    /**
     * Copies the folder's content into an existing folder.
     *
     * @param wanted is asked with the path relative to the source; what it refuses is left out with all below
     */
    static void copy(Path source, Path target, Predicate<Path> wanted) throws IOException {
        Files.walkFileTree(source, new Visitor() {
            @Override
            boolean enter(Path folder) throws IOException {
                Path relative = source.relativize(folder);
                if (wanted.test(relative)) {
                    Files.createDirectories(target.resolve(relative));
                    return true;
                }
                return false;
            }

            @Override
            void file(Path file) throws IOException {
                Path relative = source.relativize(file);
                if (wanted.test(relative)) {
                    Files.copy(file, target.resolve(relative), LinkOption.NOFOLLOW_LINKS);
                }
            }
        });
    }

    /** Gives the folder and all below to a user and group by number. */
    static void give(Path folder, int owner) throws IOException {
        Files.walkFileTree(folder, new Visitor() {
            @Override
            void file(Path file) throws IOException {
                Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
            }

            @Override
            void leave(Path left) throws IOException {
                file(left);
            }
        });
    }

    @SuppressWarnings("UnusedVariable") // read by those who override
    private abstract static class Visitor extends SimpleFileVisitor<Path> {
        boolean enter(Path folder) throws IOException {
            return true;
        }

        abstract void file(Path file) throws IOException;

        void leave(Path left) throws IOException {}

        @Override
        public final FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            return enter(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public final FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            try {
                file(file);
            } catch (NoSuchFileException vanished) {
                return FileVisitResult.CONTINUE; // a living server removes files while we walk
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public final FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public final FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            leave(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
