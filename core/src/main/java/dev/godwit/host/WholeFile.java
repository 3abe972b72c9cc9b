package dev.godwit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Files that are there as a whole or not at all. A text is written beside its place and renamed, so that a reader sees the old
 * one or the new one; where the disk is full the old one stays and nothing is left beside it.
 */
public final class WholeFile {
    private WholeFile() {}

    /** Writes a text, in UTF-8, over what may be there, and on to the disk; a device or a pipe is written to as it is. */
    public static void write(Path file, String text) throws IOException {
        replace(file, text, Crash.never(), Set.of(StandardOpenOption.SYNC));
    }

    /** The same for what is soon written again, without waiting for the disk; passes {@link CrashPoint#REPORT_WRITTEN}. */
    public static void write(Path file, String text, Crash crash) throws IOException {
        replace(file, text, crash, Set.of());
    }

    private static void replace(Path file, String text, Crash crash, Set<OpenOption> options) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.writeString(file, text);
            return;
        }
        // A link keeps pointing to the file, which is what is replaced.
        Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path beside = place.resolveSibling(place.getFileName() + ".new");
        Set<OpenOption> all = new HashSet<>(options);
        all.addAll(Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
        try {
            Files.writeString(beside, text, all.toArray(OpenOption[]::new));
            crash.hit(CrashPoint.REPORT_WRITTEN);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }
}
