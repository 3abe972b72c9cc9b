package dev.godwit.verify.rows;

import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Mapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person declared about a pair of tables; whatever is not declared is paired by name and compared exactly.
 *
 * @param source the table there, and which of its rows
 * @param target the table here, and which of its rows
 * @param key names of the columns to merge by, as the report calls them; empty for the first key that both tables have
 * @param renamed the target's name of a column by the source's
 * @param sourceExpressions what is read there instead of the column, by the source's name, or an additional value
 * @param targetExpressions what is read here instead of the column, by the source's name, or an additional value
 * @param rules by the source's name of the column, or the target's where the source has none
 */
public record TableRules(
        Mapping.Rows source,
        Mapping.Rows target,
        List<String> key,
        Map<String, String> renamed,
        Map<String, Sql> sourceExpressions,
        Map<String, Sql> targetExpressions,
        Map<String, Mapping.Rule> rules) {
    public TableRules {
        key = List.copyOf(key);
        renamed = Map.copyOf(renamed);
        sourceExpressions = Map.copyOf(sourceExpressions);
        targetExpressions = Map.copyOf(targetExpressions);
        rules = Map.copyOf(rules);
    }

    /** All rows, column by column, nothing declared. */
    public static TableRules of(TableName source, TableName target) {
        return of(source, target, null);
    }

    /** The rows of a predicate that means the same in both languages. */
    public static TableRules of(TableName source, TableName target, @Nullable Sql where) {
        return new TableRules(
                new Mapping.Rows(source, where),
                new Mapping.Rows(target, where),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The same with other rules for columns. */
    public TableRules rules(Map<String, Mapping.Rule> others) {
        return new TableRules(source, target, key, renamed, sourceExpressions, targetExpressions, others);
    }

    /** The same with another key. */
    public TableRules key(List<String> names) {
        return new TableRules(source, target, names, renamed, sourceExpressions, targetExpressions, rules);
    }

    /** The same with expressions for columns. */
    public TableRules expressions(Map<String, Sql> ofSource, Map<String, Sql> ofTarget) {
        return new TableRules(source, target, key, renamed, ofSource, ofTarget, rules);
    }

    /** The same with other names of the target's columns. */
    public TableRules renamed(Map<String, String> names) {
        return new TableRules(source, target, key, names, sourceExpressions, targetExpressions, rules);
    }
}
