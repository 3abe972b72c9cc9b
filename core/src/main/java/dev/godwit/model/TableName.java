package dev.godwit.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table (or view, index, sequence) as the catalog spells it: not quoted, not folded.
 *
 * @param schema null where the search path decides
 * @param name never empty
 */
public record TableName(@Nullable String schema, String name) implements Comparable<TableName> {
    public TableName {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || (schema != null && schema.isEmpty())) {
            throw new IllegalArgumentException("a table name has no empty part");
        }
    }

    /** A name that the search path resolves. */
    public static TableName of(String name) {
        return new TableName(null, name);
    }

    /** A name within a schema. */
    public static TableName of(String schema, String name) {
        return new TableName(schema, name);
    }

    /** This name with {@code defaultSchema} where it has none. */
    public TableName in(String defaultSchema) {
        return schema == null ? new TableName(defaultSchema, name) : this;
    }

    @Override
    public int compareTo(TableName other) {
        return toString().compareTo(other.toString());
    }

    /** For people; SQL text is rendered by {@code Sql}, which quotes. */
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
