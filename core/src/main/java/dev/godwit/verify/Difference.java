package dev.godwit.verify;

import dev.godwit.model.Key;
import dev.godwit.model.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row that is not the same on both sides.
 *
 * @param table of the source
 * @param source its key there, in canonical form; null where the row is not there
 * @param target its key there, in canonical form; null where the row is not there. Both are present and may be spelled
 *     differently where a rule makes them equal
 * @param columns what differs, in the mapping's order; for a row that is on one side only, all its columns with the other
 *     value null; for a table without a key, that is how a row is known
 */
public record Difference(
        TableName table,
        Kind kind,
        @Nullable Key source,
        @Nullable Key target,
        List<Column> columns) {
    public Difference {
        columns = List.copyOf(columns);
    }

    /** How a row can differ. */
    public enum Kind {
        /** The source has it, the target does not. */
        MISSING,
        /** The target has it, the source does not. */
        EXTRA,
        /** Both have it, with other values. */
        CHANGED,
        /** A key that should be there once is there several times, and not the same rows on both sides. */
        DUPLICATE
    }

    /** The key by which people know it: the source's where there is one; empty brackets for a table without a key. */
    public String keyText() {
        Key key = source != null ? source : target;
        return key == null ? "()" : key.toString();
    }

    /**
     * A column's values in canonical form; they are row data and are masked before they are shown.
     *
     * @param name as the mapping calls it
     * @param source null for NULL, and where the row is not there
     * @param target null for NULL, and where the row is not there
     * @param note in what way they differ where that is plain, such as {@code only in Unicode normal form}; else empty
     */
    public record Column(
            String name, @Nullable String source, @Nullable String target, String note) {}
}
