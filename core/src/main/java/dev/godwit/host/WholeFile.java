package dev.godwit.host;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are there as a whole or not at all. A text is written beside its place and renamed, so that a reader sees the old
 * one or the new one; where the disk is full the old one stays and nothing is left beside it.
 */
public final class WholeFile {
    private WholeFile() {}

    /** A text that is written rather than given, where it would not fit into memory twice. */
    @FunctionalInterface
    public interface Content {
        /** Writes the whole text and leaves {@code out} open. */
        void writeTo(Writer out) throws IOException;
    }

    private enum Durability {
        ON_DISK,
        SOON_WRITTEN_AGAIN
    }

    /** Writes a text, in UTF-8, over what may be there, and on to the disk; a device or a pipe is written to as it is. */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text));
    }

    /** The same for a text of any length. */
    public static void write(Path file, Content text) throws IOException {
        replace(file, text, Crash.never(), Durability.ON_DISK);
    }

    /** The same for what is soon written again, without waiting for the disk; passes {@link CrashPoint#REPORT_WRITTEN}. */
    public static void write(Path file, String text, Crash crash) throws IOException {
        replace(file, out -> out.write(text), crash, Durability.SOON_WRITTEN_AGAIN);
    }

    private static void replace(Path file, Content text, Crash crash, Durability durability) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (Writer device = Files.newBufferedWriter(file)) {
                text.writeTo(device);
            }
            return;
        }
        // A link keeps pointing to the file, which is what is replaced.
        Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path beside = place.resolveSibling(place.getFileName() + ".new");
        try {
            fill(beside, text, durability);
            crash.hit(CrashPoint.REPORT_WRITTEN);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    /** A writer made of the channel itself would pass over what a full disk did not take (JDK 17). */
    private static void fill(Path file, Content text, Durability durability) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                Writer out = new BufferedWriter(
                        new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8))) {
            text.writeTo(out);
            out.flush();
            if (durability == Durability.ON_DISK) {
                channel.force(true);
            }
        }
    }
}
