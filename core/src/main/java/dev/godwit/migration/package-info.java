/**
 * Migrations as files: which names count ({@link dev.godwit.migration.FileName}), what a folder holds
 * ({@link dev.godwit.migration.MigrationFolder}), in which order it is applied ({@link dev.godwit.migration.MigrationSet}), how
 * it compares with what is applied ({@link dev.godwit.migration.History}), and the parts of one migration
 * ({@link dev.godwit.migration.MigrationReader}).
 *
 * <p>A folder is read cheaply: of each file only the checksum and the header stay in memory, for thousands of them are
 * applied already. Only pending migrations are read a second time, for their parts. Nothing here knows statements, plans or a
 * server.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.migration;
