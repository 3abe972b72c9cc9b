package dev.godwit.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real migrations of public projects, beside the repository where they are kept; empty elsewhere. */
public final class SharedCases {
    private SharedCases() {}

    /** All SQL files in folders whose name fits; empty where they are missing. */
    public static List<Path> files(String folders) {
        Path root = Path.of(System.getProperty("godwit.root", "."));
        Path cases = root.resolve("../shared/cases").normalize();
        if (!Files.isDirectory(cases)) {
            System.err.println("LEFT OUT: no folder " + cases + ", so no real migrations are read");
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cases)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> cases.relativize(file).getName(0).toString().matches(folders))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file holds. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
