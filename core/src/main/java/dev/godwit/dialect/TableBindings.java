package dev.godwit.dialect;

import dev.godwit.model.TableName;
import java.util.List;

/**
 * What ties a table to others and to the way its rows are kept, where that decides what a change costs or whether the server
 * takes it.
 *
 * @param rowFormat in the server's word; empty where a dialect knows no such thing
 * @param foreignKeys of the table, and of other tables to it
 */
public record TableBindings(String rowFormat, List<ForeignKey> foreignKeys) {
    /** A table of which nothing is known. */
    public static final TableBindings NONE = new TableBindings("", List.of());

    public TableBindings {
        foreignKeys = List.copyOf(foreignKeys);
    }

    /**
     * A foreign key.
     *
     * @param table that refers
     * @param parent that is referred to
     * @param parentColumns in the order of {@code columns}
     */
    public record ForeignKey(
            String name, TableName table, List<String> columns, TableName parent, List<String> parentColumns) {
        public ForeignKey {
            columns = List.copyOf(columns);
            parentColumns = List.copyOf(parentColumns);
        }
    }
}
