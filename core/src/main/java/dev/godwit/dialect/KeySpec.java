package dev.godwit.dialect;

import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import java.util.List;

/**
 * A unique NOT NULL key to walk a table by.
 *
 * @param index the index that carries it
 * @param columns in index order
 * @param types as the server prints them, to bind the text form of a key part back; same length as {@code columns}
 */
public record KeySpec(TableName table, String index, List<Ident> columns, List<String> types) {
    public KeySpec {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
        if (columns.isEmpty() || columns.size() != types.size()) {
            throw new IllegalArgumentException("a key has one type per column");
        }
    }
}
