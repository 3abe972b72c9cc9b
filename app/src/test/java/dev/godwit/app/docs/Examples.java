package dev.godwit.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The numbered examples: folders with {@code before.sql}, {@code migrations/} and {@code README.md}. */
final class Examples {
    static final Path FOLDER = Page.ROOT.resolve("examples");

    private Examples() {}

    static List<Path> all() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
