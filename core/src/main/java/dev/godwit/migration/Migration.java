package dev.godwit.migration;

import dev.godwit.model.Fingerprint;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A migration of the folder, as far as it must be known of each: its parts are read by {@link MigrationReader} when they are
 * needed.
 *
 * @param id as it is shown and stored, such as {@code 20240115001_user_preferences}
 * @param description the header's title, else the slug in words
 * @param checksum over the normalised content of all its files
 * @param files in the order up, verify, down
 */
public record Migration(
        Version version,
        String id,
        String description,
        Header header,
        Kind kind,
        Fingerprint checksum,
        List<MigrationFile> files) {
    /** What it is made of. */
    public enum Kind {
        /** Statements. */
        SQL,
        /** Operations in YAML, which the plan's reader understands. */
        PLAN
    }

    public Migration {
        files = List.copyOf(files);
    }

    /** Whether it is applied again whenever it changes. */
    public boolean repeatable() {
        return version.isRepeatable();
    }

    /** Its files, for people. */
    public String sources() {
        return files.stream().map(MigrationFile::source).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return id;
    }
}
