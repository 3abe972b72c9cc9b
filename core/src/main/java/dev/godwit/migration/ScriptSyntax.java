package dev.godwit.migration;

/**
 * How a dialect's scripts quote and comment: the little that must be known to see whether a marker is one, or stands within a
 * literal, a routine's body or a comment.
 */
public enum ScriptSyntax {
    /** Dollar quotes, {@code E''}, nested comments, data behind {@code COPY ... FROM stdin}: PostgreSQL; harmless for others. */
    POSTGRESQL,
    /** Backslashes within quotes, back-ticks, {@code #} comments, {@code /*!} comments that are code: MySQL and MariaDB. */
    MYSQL;

    /** The syntax of a dialect by its name. */
    public static ScriptSyntax of(String dialect) {
        return dialect.equals("mysql") || dialect.equals("mariadb") ? MYSQL : POSTGRESQL;
    }
}
