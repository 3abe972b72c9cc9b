package dev.godwit.dialect;

import dev.godwit.model.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A table as a comparison needs it.
 *
 * @param name with its schema
 * @param columns in the table's order, generated ones included
 * @param keys unique sets of NOT NULL columns, each in index order, the primary key first; empty where there is none
 * @param estimatedRows by the server's statistics; -1 where it has none
 */
public record ComparedTable(TableName name, List<Column> columns, List<List<String>> keys, long estimatedRows) {
    public ComparedTable {
        columns = List.copyOf(columns);
        keys = keys.stream().map(List::copyOf).toList();
    }

    /**
     * A column.
     *
     * @param generated whether the server computes it
     * @param byteOrdered whether the server's own order of it is that of the bytes, so that an index can give it
     */
    public record Column(String name, ValueType type, boolean notNull, boolean generated, boolean byteOrdered) {}

    /** A column by name. */
    public Optional<Column> column(String column) {
        return columns.stream().filter(each -> each.name().equals(column)).findFirst();
    }
}
