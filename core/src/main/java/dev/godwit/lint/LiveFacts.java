package dev.godwit.lint;

import dev.godwit.model.TableName;
import java.util.List;
import java.util.Optional;

/** What the live catalog tells rules. Names come with their schema. Answers are of one moment; nothing is written. */
public interface LiveFacts {
    /** The server's version. */
    ServerVersion version();

    /** The table as it is; empty where it does not exist. */
    Optional<Table> table(TableName name);

    /**
     * A table.
     *
     * @param estimatedRows the statistics' estimate, at least 0
     * @param bytes of the table without indexes
     * @param partitioned whether it is a parent of partitions
     * @param partition whether it is a partition
     * @param bindings to other tables and to the way its rows are kept
     */
    record Table(
            long estimatedRows,
            long bytes,
            boolean partitioned,
            boolean partition,
            List<Column> columns,
            List<Check> checks,
            List<Index> indexes,
            Bindings bindings) {
        /** The column of that name. */
        public Optional<Column> column(String name) {
            return columns.stream().filter(column -> column.name().equals(name)).findFirst();
        }
    }

    /**
     * What ties a table to others.
     *
     * @param rowFormat in the server's word; empty where it has none
     * @param foreignKeys of the table, and of other tables to it
     */
    record Bindings(String rowFormat, List<ForeignKey> foreignKeys) {
        /** Nothing. */
        public static final Bindings NONE = new Bindings("", List.of());
    }

    /** A foreign key from a table to a parent. */
    record ForeignKey(
            String name, TableName table, List<String> columns, TableName parent, List<String> parentColumns) {}

    /** @param type as {@code format_type} prints it */
    record Column(String name, String type, boolean nullable) {}

    /** @param expression as the catalog prints it, without the word CHECK */
    record Check(String name, String expression, boolean validated) {}

    /**
     * An index.
     *
     * @param columns in order; empty for an index on expressions
     * @param definition as the catalog prints it
     */
    record Index(String name, List<String> columns, boolean unique, boolean valid, String definition) {}
}
