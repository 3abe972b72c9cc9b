package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A scenario: a folder with {@code before.sql} (what stands in the database), {@code migrations/}, and optionally
 * {@code expect.yaml} (see {@link Expectation}), {@code while.sql} (what another session does and holds open while it is
 * applied) and {@code next/} (the folder of migrations as it is later: a file corrected, another added), which is applied
 * second. Adding one needs no code.
 *
 * @param folder where it lies; its name is the scenario's
 */
public record Scenario(Path folder) {
    /** All scenarios of a folder, by name. */
    public static List<Scenario> all(Path parent) {
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(Scenario::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder's name. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** What stands in the database before; empty text where there is no file. */
    public String before() {
        return text("before.sql").orElse("");
    }

    /** What another session holds open while the scenario is applied. */
    public Optional<String> meanwhile() {
        return text("while.sql");
    }

    /** The migrations. */
    public Path migrations() {
        return folder.resolve("migrations");
    }

    /** The migrations as they are later. */
    public Optional<Path> next() {
        return Optional.of(folder.resolve("next")).filter(Files::isDirectory);
    }

    /** What is to come of it. */
    public Expectation expected() {
        return Expectation.read(text("expect.yaml").orElse("{}"), folder.toString());
    }

    private Optional<String> text(String file) {
        try {
            Path path = folder.resolve(file);
            return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
