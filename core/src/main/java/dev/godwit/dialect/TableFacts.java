package dev.godwit.dialect;

import dev.godwit.model.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog says of one table.
 *
 * @param name with its schema
 * @param estimatedRows by the server's statistics; -1 where it has none
 * @param bytes of the heap, without indexes
 * @param totalBytes with indexes and out-of-line storage
 */
public record TableFacts(
        TableName name,
        boolean partitioned,
        long estimatedRows,
        long bytes,
        long totalBytes,
        List<ColumnFacts> columns,
        List<IndexFacts> indexes,
        List<ConstraintFacts> constraints) {
    public TableFacts {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        constraints = List.copyOf(constraints);
    }

    /**
     * A column.
     *
     * @param type as the server prints it
     * @param defaultExpression null without one
     */
    public record ColumnFacts(
            String name,
            String type,
            boolean notNull,
            @Nullable String defaultExpression,
            boolean generated) {}

    /**
     * An index.
     *
     * @param columns key columns in order; an expression appears as its text
     * @param plainColumns whether all key columns are plain columns in ascending order with default null order
     */
    public record IndexFacts(
            String name,
            List<String> columns,
            boolean plainColumns,
            boolean unique,
            boolean primary,
            boolean valid,
            boolean partial,
            String definition) {}

    /** A constraint; {@code definition} as the server prints it, {@code kind} as in {@code pg_constraint.contype}. */
    public record ConstraintFacts(String name, String kind, boolean validated, String definition) {}

    /** A column by name. */
    public Optional<ColumnFacts> column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }
}
