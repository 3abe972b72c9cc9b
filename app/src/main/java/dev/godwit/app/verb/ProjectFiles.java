package dev.godwit.app.verb;

import dev.godwit.config.ConfigSources;
import dev.godwit.host.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The files with which a project starts. What is there already is left as it is. */
public final class ProjectFiles {
    private final Path directory;

    /** How a URL of a kind of server looks, and where its clients keep passwords. */
    private enum Example {
        POSTGRESQL("postgresql://user@%s:5432/database", "PGPASSWORD, ~/.pgpass"),
        MYSQL("mysql://user@%s:3306/database", "MYSQL_PWD"),
        MARIADB("mariadb://user@%s:3306/database", "MYSQL_PWD");

        private final String form;
        private final String password;

        Example(String form, String password) {
            this.form = form;
            this.password = password;
        }

        static Example like(String url) {
            return Stream.of(MYSQL, MARIADB)
                    .filter(kind -> url.startsWith(kind.name().toLowerCase(Locale.ROOT) + ":"))
                    .findFirst()
                    .orElse(POSTGRESQL);
        }

        String url(String host) {
            return form.formatted(host);
        }
    }

    public ProjectFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes {@code godwit.yaml}.
     *
     * @param url without a password; empty for a place to fill in
     * @return what was written; empty where there is one
     */
    public Optional<String> configuration(String environment, Optional<String> url) {
        Path file = directory.resolve(ConfigSources.FILE);
        Example example = Example.like(url.orElse(""));
        String text = "# The configuration of Godwit; godwit config --origin shows what is in force.\n"
                + "# Passwords stay outside: " + example.password + ", or ${env:NAME} and ${file:PATH} in a URL.\n"
                + "godwit: 1\n"
                + "environments:\n"
                + "  " + environment + ":\n"
                + "    url: " + url.orElse(example.url("localhost")) + "\n"
                + "  # production:\n"
                + "  #   url: " + example.url("host") + "\n"
                + "  #   protected: true           # its name is typed, and no safeguard is passed over\n"
                + "  #   identity: \"...\"           # the system identifier, as godwit status --output json shows it\n";
        return create(file, text) ? Optional.of(ConfigSources.FILE + " (no secrets)") : Optional.empty();
    }

    /** Makes the folder of migrations. */
    public Optional<String> folder(Path folder) {
        if (Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(folder);
            return Optional.of(directory.relativize(folder) + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line to {@code .gitignore}. */
    public Optional<String> ignore(String line) {
        Path file = directory.resolve(".gitignore");
        try {
            String before = Files.exists(file) ? Files.readString(file) : "";
            if (before.lines().anyMatch(line::equals)) {
                return Optional.empty();
            }
            String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            WholeFile.write(file, before + gap + line + "\n");
            return Optional.of(".gitignore += " + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean create(Path file, String text) {
        if (Files.exists(file)) {
            return false;
        }
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
