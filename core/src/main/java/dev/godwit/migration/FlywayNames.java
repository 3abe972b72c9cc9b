package dev.godwit.migration;

import org.jspecify.annotations.Nullable;

/** The names that migrations have in Flyway. */
public final class FlywayNames {
    private FlywayNames() {}

    /**
     * A name without the letter before it.
     *
     * @param version with dots; null for a repeatable migration
     * @param description with blanks
     * @param file such as {@code 1_2__add_column.sql}
     */
    public record Name(@Nullable String version, String description, String file) {}

    /** The name of a migration. */
    public static Name of(Version version, String id) {
        String slug = FileName.parseId(id).map(FileName::slug).orElse("");
        String words = slug.isEmpty() ? "migration" : slug.replaceAll("[^A-Za-z0-9_]+", "_");
        String description = words.replace('_', ' ');
        if (version.isRepeatable()) {
            return new Name(null, description, "__" + words + ".sql");
        }
        String dotted = version.toString();
        return new Name(dotted, description, dotted.replace('.', '_') + "__" + words + ".sql");
    }
}
