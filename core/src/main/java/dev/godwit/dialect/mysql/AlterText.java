package dev.godwit.dialect.mysql;

import java.util.regex.Pattern;

/**
 * A statement that changes a table, looked at for what its author already says about the manner, and completed by another
 * manner. Pure.
 *
 * @param text as its author wrote it
 */
record AlterText(String text) {
    /** Quoted texts and names, and comments; not those that a server executes. */
    private static final Pattern HIDDEN = Pattern.compile(
            "'(?:[^'\\\\]++|\\\\.|'')*+'|\"(?:[^\"\\\\]++|\\\\.|\"\")*+\"|`[^`]*+`|--(?:\\s[^\\n]*+|$)|#[^\\n]*+|/\\*(?![!M]).*?\\*/",
            Pattern.DOTALL);

    private static final Pattern ALTER = Pattern.compile("(?i)^\\s*ALTER\\s+(?:IGNORE\\s+)?TABLE\\b");

    private static final Pattern CREATE_INDEX = Pattern.compile(
            "(?i)^\\s*CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:UNIQUE\\s+|FULLTEXT\\s+|SPATIAL\\s+)?INDEX\\b");

    /** MariaDB's DROP INDEX has no place for a manner; it never builds the table anew. */
    private static final Pattern DROP_INDEX = Pattern.compile("(?i)^\\s*DROP\\s+INDEX\\b");

    /** The author chose the manner. */
    private static final Pattern CHOSEN = Pattern.compile(
            "(?i)\\b(?:ALGORITHM|LOCK)\\s*=?\\s*(?:DEFAULT|INSTANT|NOCOPY|INPLACE|COPY|NONE|SHARED|EXCLUSIVE)\\b");

    /** What the grammars take alone, or behind everything else. */
    private static final Pattern CLOSED = Pattern.compile(
            "(?i)\\b(?:PARTITION|PARTITIONS|PARTITIONING|TABLESPACE|SECONDARY_LOAD|SECONDARY_UNLOAD|ORDER\\s+BY|PERIOD\\s+FOR"
                    + "|SYSTEM\\s+VERSIONING)\\b");

    /** Whether the server may be asked for another manner than the one that it chooses by itself. */
    boolean leavesChoice(MysqlVersion version) {
        String seen = seen();
        return (isAlter()
                        || (isIndex()
                                && !(version.mariadb()
                                        && DROP_INDEX.matcher(seen).find())))
                && !CHOSEN.matcher(seen).find()
                && !CLOSED.matcher(seen).find();
    }

    boolean isAlter() {
        return ALTER.matcher(seen()).find();
    }

    boolean isIndex() {
        String seen = seen();
        return CREATE_INDEX.matcher(seen).find() || DROP_INDEX.matcher(seen).find();
    }

    /** The statement with a manner behind it, on a line of its own: its last line may be a comment. */
    String with(Algorithm algorithm) {
        return text.stripTrailing() + "\n" + (isAlter() ? ", " : "") + algorithm.clause(isAlter() ? ", " : " ");
    }

    private String seen() {
        return HIDDEN.matcher(text).replaceAll(" ");
    }
}
