package dev.godwit.migration;

/**
 * How a folder is read.
 *
 * @param dialect whose files count where a name carries a dialect, such as {@code postgresql}
 */
public record FolderOptions(String dialect) {
    /** For PostgreSQL. */
    public static final FolderOptions POSTGRESQL = new FolderOptions("postgresql");
}
