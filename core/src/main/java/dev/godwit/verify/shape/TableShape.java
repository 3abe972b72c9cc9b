package dev.godwit.verify.shape;

import dev.godwit.dialect.ValueType;
import dev.godwit.model.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a table can hold and what it refuses.
 *
 * @param columns in the table's order
 * @param indexes the primary key's among them
 * @param counters that number its rows
 */
public record TableShape(
        TableName name,
        List<Column> columns,
        List<Index> indexes,
        List<Constraint> constraints,
        List<Counter> counters) {
    public TableShape {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        constraints = List.copyOf(constraints);
        counters = List.copyOf(counters);
    }

    /**
     * A column.
     *
     * @param defaultText {@code =} and a value, {@code now}, or an expression in the server's words; null without one
     * @param generated the expression that it is computed by, in the server's words; null where it is stored as given
     * @param counted whether the server numbers it
     */
    public record Column(
            String name,
            ValueType type,
            Bounds bounds,
            boolean notNull,
            @Nullable String defaultText,
            @Nullable String generated,
            boolean counted) {}

    /**
     * An index.
     *
     * @param parts columns in order, with {@code (n)} where only the first characters count, and {@code desc}; an expression
     *     stands in brackets
     * @param predicate of a partial index; null for one over all rows
     * @param method {@code plain} where it keeps an order, else the server's word
     */
    public record Index(
            String name,
            List<String> parts,
            boolean unique,
            boolean primary,
            boolean valid,
            @Nullable String predicate,
            String method) {
        public Index {
            parts = List.copyOf(parts);
        }

        /** Whether it covers expressions. */
        public boolean computed() {
            return parts.stream().anyMatch(part -> part.startsWith("("));
        }
    }

    /** What a constraint demands. */
    public enum Kind {
        /** The key. */
        PRIMARY,
        /** No two rows alike. */
        UNIQUE,
        /** A row of another table. */
        FOREIGN,
        /** A predicate. */
        CHECK,
        /** No two rows that overlap. */
        EXCLUSION
    }

    /**
     * A constraint.
     *
     * @param columns in order; may be empty for a check
     * @param reference null but for a foreign key
     * @param validated whether all rows were held against it
     * @param definition in the server's words
     */
    public record Constraint(
            String name,
            Kind kind,
            List<String> columns,
            @Nullable Reference reference,
            boolean validated,
            String definition) {
        public Constraint {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Where a foreign key points.
     *
     * @param onUpdate such as {@code cascade}; RESTRICT is {@code no action}
     * @param onDelete such as {@code cascade}; RESTRICT is {@code no action}
     */
    public record Reference(TableName table, List<String> columns, String onUpdate, String onDelete) {
        public Reference {
            columns = List.copyOf(columns);
        }
    }

    /**
     * What numbers a column.
     *
     * @param counter the sequence, or the table itself
     * @param step from one number to the next; negative where it counts down
     */
    public record Counter(String column, TableName counter, long step) {}

    /** A column by name. */
    public Optional<Column> column(String column) {
        return columns.stream().filter(each -> each.name().equals(column)).findFirst();
    }

    /** The constraints of a kind. */
    public List<Constraint> constraints(Kind kind) {
        return constraints.stream().filter(each -> each.kind() == kind).toList();
    }
}
