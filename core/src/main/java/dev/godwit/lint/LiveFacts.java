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
     */
    record Table(
            long estimatedRows,
            long bytes,
            boolean partitioned,
            boolean partition,
            List<Column> columns,
            List<Check> checks,
            List<Index> indexes) {
        /** The column of that name. */
        public Optional<Column> column(String name) {
            return columns.stream().filter(column -> column.name().equals(name)).findFirst();
        }
    }

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
