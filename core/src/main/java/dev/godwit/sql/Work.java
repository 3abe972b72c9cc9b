package dev.godwit.sql;

/** What a statement makes the server do with existing data, from nothing to all of it. */
public enum Work {
    /** Only the catalog changes. */
    CATALOG,
    /** A table is read once. */
    SCAN,
    /** An index is built. */
    INDEX_BUILD,
    /** Rows are written by DML; how many, only the server knows. */
    ROWS,
    /** The whole table and its indexes are written anew. */
    REWRITE;

    /** The heavier of two. */
    public Work max(Work other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
