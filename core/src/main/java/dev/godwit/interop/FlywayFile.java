package dev.godwit.interop;

import dev.godwit.migration.FlywayNames;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationScript;
import dev.godwit.migration.Part;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A migration as Flyway would have it: one file up, one to undo.
 *
 * @param version null for a repeatable one
 * @param script the name of the file up
 * @param checksum Flyway's, of {@code up}
 * @param undo empty where it cannot be taken back
 * @param own whether the project's own file is already in Flyway's form, so that none must be written
 */
public record FlywayFile(
        @Nullable String version,
        String description,
        String script,
        String up,
        int checksum,
        Optional<Undo> undo,
        boolean own) {
    /** The file that takes it back. */
    public record Undo(String script, String text) {}

    /** A migration of SQL in Flyway's form. */
    public static FlywayFile of(Migration migration, MigrationScript script) {
        FlywayNames.Name name = FlywayNames.of(migration.version(), migration.id());
        String up = text(script.up());
        Optional<String> named = ownName(migration, script);
        Optional<Undo> undo = script.down().stream().allMatch(Part::empty) || name.version() == null
                ? Optional.empty()
                : Optional.of(new Undo("U" + name.file(), text(script.down())));
        return new FlywayFile(
                name.version(),
                name.description(),
                named.orElse((name.version() == null ? "R" : "V") + name.file()),
                up,
                checksum(up),
                undo,
                named.isPresent());
    }

    /** The file that is there, where Flyway could run it as it is: its form of name, and nothing but the way up in it. */
    private static Optional<String> ownName(Migration migration, MigrationScript script) {
        String source = migration.files().get(0).source();
        boolean named = source.matches("[VR][^/]*__[^/]*\\.sql");
        boolean only = script.parts().stream()
                .filter(part -> part.source().equals(source))
                .allMatch(part -> part.role() == Part.Role.UP);
        return named && only ? Optional.of(source) : Optional.empty();
    }

    private static String text(List<Part> parts) {
        return parts.stream().map(Part::text).collect(Collectors.joining("\n"));
    }

    private static int checksum(String text) {
        try {
            return FlywayChecksum.of(new StringReader(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
