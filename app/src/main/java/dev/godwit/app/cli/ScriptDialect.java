package dev.godwit.app.cli;

import dev.godwit.dialect.Dialect;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose scripts a folder holds, where no database is asked. What is said on the command line wins; then the database that
 * godwit.yaml names, which is not connected to; then the names of the files, where all that carry a dialect carry the same; and
 * else PostgreSQL. A choice that a person did not make is told.
 */
final class ScriptDialect {
    private static final Pattern IN_NAME = Pattern.compile(
            ".+\\.(postgres|postgresql|pg|mysql|mariadb)(?:\\.(?:up|down|verify|do|undo))?\\.sql",
            Pattern.CASE_INSENSITIVE);

    /** Migrations may lie in folders by release, not deeper. */
    private static final int FOLDERS_DEEP = 3;

    private ScriptDialect() {}

    /** @param named on the command line; null where it says nothing */
    static Dialect choose(Godwit root, @Nullable String named, Path folder) {
        if (named != null) {
            return root.wiring().dialect(named);
        }
        Optional<Dialect> configured = configured(root);
        if (configured.isPresent()) {
            return told(root, configured.get(), "the database that the configuration names");
        }
        return inNames(root, folder)
                .map(name -> told(root, root.wiring().dialect(name), "the names of the files"))
                .orElseGet(() -> root.wiring().defaultDialect());
    }

    /** The same without a word, for who only names files. */
    static Dialect of(Godwit root, Path folder) {
        return configured(root)
                .or(() -> inNames(root, folder).map(root.wiring()::dialect))
                .orElseGet(() -> root.wiring().defaultDialect());
    }

    /** @throws GodwitException where the command line says another dialect than the server's */
    static void confirm(Godwit root, @Nullable String named, Dialect live) {
        if (named != null && !root.wiring().dialect(named).name().equals(live.name())) {
            throw Problem.of(
                            ErrorCode.VALUE_OUT_OF_RANGE,
                            "--dialect says " + named + ", and the database that is named is a " + live.name())
                    .next("leave --dialect out, or --url")
                    .exception();
        }
    }

    private static Dialect told(Godwit root, Dialect dialect, String because) {
        if (!root.quiet && !dialect.name().equals(root.wiring().defaultDialect().name())) {
            root.tell(
                    "scripts are read as " + dialect.name() + " because of " + because + "; --dialect says otherwise");
        }
        return dialect;
    }

    /** A URL whose secrets are not at hand tells nothing, and linting needs no database. */
    private static Optional<Dialect> configured(Godwit root) {
        TargetChoice choice = new TargetChoice(root);
        if (!choice.any()) {
            return Optional.empty();
        }
        try {
            return Optional.of(choice.location().dialect());
        } catch (GodwitException notAtHand) {
            return Optional.empty();
        }
    }

    private static Optional<String> inNames(Godwit root, Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(folder, FOLDERS_DEEP, (file, attributes) -> attributes.isRegularFile())) {
            Set<String> names = files.map(
                            file -> IN_NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(match -> root.wiring().dialect(match.group(1)).name())
                    .collect(Collectors.toSet());
            return names.size() == 1 ? Optional.of(names.iterator().next()) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
