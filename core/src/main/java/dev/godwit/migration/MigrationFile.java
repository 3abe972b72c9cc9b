package dev.godwit.migration;

import dev.godwit.model.Fingerprint;
import java.nio.file.Path;

/**
 * A file of a migration, looked at and not kept.
 *
 * @param path where it is
 * @param source its path within the folder of migrations, with {@code /}, for people and for the ledger
 * @param kind which part it holds
 * @param checksum of its normalised content
 */
public record MigrationFile(Path path, String source, FileName.Kind kind, Fingerprint checksum) {}
