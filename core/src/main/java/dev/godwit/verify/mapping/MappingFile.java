package dev.godwit.verify.mapping;

import dev.godwit.model.TableName;
import dev.godwit.verify.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person declared: which table is which one on the other side, what their columns become, and what is left out and why.
 *
 * @param schemas the target's schema by the source's
 * @param tables with declared rules; all others are paired by name
 * @param leftOut tables of the source, or of the target alone, that are not compared
 */
public record MappingFile(Map<String, String> schemas, List<Table> tables, List<LeftOut> leftOut) {
    public MappingFile {
        schemas = Map.copyOf(schemas);
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
    }

    /** Nothing is declared. */
    public static MappingFile none() {
        return new MappingFile(Map.of(), List.of(), List.of());
    }

    /**
     * A pair of tables.
     *
     * @param key names of the columns to merge by; empty for the first key that both have
     * @param sourceWhere which rows there; null for all
     * @param targetWhere which rows here; null for all
     */
    public record Table(
            TableName source,
            TableName target,
            List<String> key,
            @Nullable String sourceWhere,
            @Nullable String targetWhere,
            List<Column> columns) {
        public Table {
            key = List.copyOf(key);
            columns = List.copyOf(columns);
        }
    }

    /**
     * A pair of values.
     *
     * @param name of the source's column, or of the target's where the source has none
     * @param target the target's name of it; null where it is the same
     * @param sourceExpression what is read there instead; null for the column itself
     * @param targetExpression what is read here instead; null for the column itself
     */
    public record Column(
            String name,
            @Nullable String target,
            @Nullable String sourceExpression,
            @Nullable String targetExpression,
            Mapping.Rule rule) {}

    /** A table that nobody compares, and why. */
    public record LeftOut(TableName table, String reason) {}

    /** Why a table is left out; empty where it is not. Without a schema, a name stands for tables of all schemas. */
    public Optional<String> leftOut(TableName table) {
        return leftOut.stream()
                .filter(each -> each.table().equals(table)
                        || each.table().schema() == null && each.table().name().equals(table.name()))
                .map(LeftOut::reason)
                .findFirst();
    }
}
