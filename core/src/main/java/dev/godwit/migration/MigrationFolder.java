package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a folder of migrations. Each file is read once, in pieces, and only its checksum and header are kept: 10,000 files
 * take less than a second. What is in the folder and looks like a migration but cannot be one is an error, never ignored; the
 * exceptions are names that begin with {@code .} or {@code _} and files that are not SQL. One thread, one use.
 */
public final class MigrationFolder {
    private final Path root;
    private final FolderOptions options;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Assembly assembly;

    private MigrationFolder(Path root, FolderOptions options) {
        this.root = root;
        this.options = options;
        this.assembly = new Assembly(problems);
    }

    /**
     * All migrations of a folder, in order.
     *
     * @throws GodwitException all that is wrong with the folder at once: unreadable files, names without an id, wrong
     *     headers, duplicates, missing and circular dependencies
     */
    public static MigrationSet read(Path folder, FolderOptions options) {
        Path root;
        try {
            root = folder.toRealPath();
        } catch (IOException unreadable) {
            throw FileContent.unreadable(folder.toString(), unreadable);
        }
        return new MigrationFolder(root, options).read();
    }

    private MigrationSet read() {
        for (Path path : list(root)) {
            String name = path.getFileName().toString();
            if (!name.startsWith(".") && !name.startsWith("_")) {
                readEntry(path, name);
            }
        }
        return MigrationSet.of(assembly.migrations(), notes, problems);
    }

    /** The entries of a directory by name, so that results and messages do not depend on the file system. */
    private List<Path> list(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (IOException unreadable) {
            throw FileContent.unreadable(directory.toString(), unreadable);
        }
        Collections.sort(entries);
        return entries;
    }

    private void readEntry(Path path, String name) {
        Optional<BasicFileAttributes> attributes = attributes(path);
        if (attributes.isEmpty()) {
            return;
        }
        if (attributes.get().isDirectory()) {
            readDirectory(path, name);
        } else if (isMigrationLike(name)) {
            readNamed(path, name, attributes.get());
        }
    }

    private static boolean isMigrationLike(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".sql")
                || lower.endsWith(".sql.conf")
                || lower.endsWith(".yaml")
                || lower.endsWith(".yml");
    }

    private void readNamed(Path path, String name, BasicFileAttributes attributes) {
        Optional<FileName> parsed = FileName.parse(name);
        if (parsed.isEmpty()) {
            nameWithoutId(name);
        } else if (concernsUs(parsed.get())) {
            readFile(path, parsed.get(), attributes, "");
        }
    }

    private void nameWithoutId(String name) {
        if (!name.toLowerCase(Locale.ROOT).endsWith(".sql")) {
            notes.add(name + " is left out: its name does not begin with an id");
            return;
        }
        problems.add(Problem.of(ErrorCode.FILE_NAME_WRONG, name + " has no valid id")
                .at(Place.of(relative(root.resolve(name))))
                .next("rename it, for example " + FileName.EXAMPLES + "; a leading _ leaves it out"));
    }

    private boolean concernsUs(FileName name) {
        return options.concerns(name.dialect());
    }

    private void readDirectory(Path path, String name) {
        if (isMigrationLike(name)) {
            refuse(path, "is a directory, not a file");
            return;
        }
        List<Path> files = list(path).stream()
                .filter(file -> isSql(file.getFileName().toString()))
                .toList();
        Optional<FileName> parsed = FileName.parseId(name);
        boolean parts = files.stream()
                .anyMatch(file -> partOf(file.getFileName().toString()).isPresent());
        if (parsed.isPresent() && parts) {
            readParts(path, parsed.get());
        } else if (parsed.isPresent() && name.matches("v\\d+(\\.\\d+)*") && !files.isEmpty()) {
            files.forEach(file -> readMember(file, parsed.get().as(FileName.Kind.UP), name));
        } else if (!files.isEmpty()) {
            notes.add(name + "/ is left out with its " + files.size()
                    + " SQL files: it is neither a migration (up.sql within) nor has it an id");
        }
    }

    private static boolean isSql(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    /** A folder per migration: up.sql, verify.sql, down.sql, and Diesel's metadata.toml. */
    private void readParts(Path directory, FileName id) {
        for (Path file : list(directory)) {
            String name = file.getFileName().toString();
            Optional<FileName.Kind> kind = partOf(name);
            if (kind.isPresent()) {
                readMember(file, id.as(kind.get()), relative(directory));
            } else if (isSql(name) && !name.startsWith(".") && !name.startsWith("_")) {
                problems.add(Problem.of(ErrorCode.FILE_NAME_WRONG, relative(file) + " is no part of a migration")
                        .at(Place.of(relative(file)))
                        .next("name it up.sql, verify.sql or down.sql; a leading _ leaves it out"));
            }
        }
    }

    private static Optional<FileName.Kind> partOf(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "up.sql" -> Optional.of(FileName.Kind.UP);
            case "verify.sql" -> Optional.of(FileName.Kind.VERIFY);
            case "down.sql" -> Optional.of(FileName.Kind.DOWN);
            case "metadata.toml" -> Optional.of(FileName.Kind.SETTINGS);
            default -> Optional.empty();
        };
    }

    private void readMember(Path file, FileName name, String unit) {
        attributes(file).ifPresent(attributes -> readFile(file, name, attributes, unit));
    }

    private void readFile(Path path, FileName name, BasicFileAttributes attributes, String unit) {
        if (!attributes.isRegularFile()) {
            refuse(path, attributes.isDirectory() ? "is a directory, not a file" : "is no regular file");
            return;
        }
        try {
            FileContent content = FileContent.read(path, relative(path), attributes.size());
            MigrationFile file = new MigrationFile(path, relative(path), name.kind(), content.checksum());
            Header header = name.plan()
                    ? options.plans().read(MigrationReader.text(file), file.source())
                    : header(file, content);
            assembly.add(new Assembly.Member(file, name, unit, header));
        } catch (GodwitException wrong) {
            problems.addAll(wrong.problems());
        }
    }

    private Header header(MigrationFile file, FileContent content) {
        boolean carriesHeader = file.kind() == FileName.Kind.WHOLE || file.kind() == FileName.Kind.UP;
        return carriesHeader && content.head().stripLeading().startsWith("--")
                ? new HeaderReader(file.source(), problems).read(content.head())
                : Header.NONE;
    }

    private Optional<BasicFileAttributes> attributes(Path path) {
        try {
            BasicFileAttributes own = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return own.isSymbolicLink() ? target(path) : Optional.of(own);
        } catch (IOException unreadable) {
            refuse(path, "cannot be read");
            return Optional.empty();
        }
    }

    /** A link is followed where it ends within the folder. */
    private Optional<BasicFileAttributes> target(Path link) {
        try {
            if (link.toRealPath().startsWith(root)) {
                return Optional.of(Files.readAttributes(link, BasicFileAttributes.class));
            }
            refuse(link, "is a link to a place outside the folder");
        } catch (IOException danglingOrCyclic) {
            refuse(link, "is a link that leads nowhere");
        }
        return Optional.empty();
    }

    private void refuse(Path path, String why) {
        problems.add(Problem.of(ErrorCode.FILE_UNREADABLE, relative(path) + " " + why)
                .at(Place.of(relative(path)))
                .next("put a regular file there, or take it away"));
    }

    private String relative(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }
}
