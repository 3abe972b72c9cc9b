package dev.godwit.verify.rows;

import dev.godwit.db.Session;
import dev.godwit.dialect.ComparedTable;
import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.ValueClass;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Mapping.Rule;
import dev.godwit.verify.value.CommonMeaning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the mapping of two tables by what was declared and what their catalogs say. Used by one thread. */
public final class TablePairing {
    private final TableRules rules;
    private final Half source;
    private final Half target;

    private TablePairing(TableRules rules, Half source, Half target) {
        this.rules = rules;
        this.source = source;
        this.target = target;
    }

    /** One side: where its tables are described. */
    public record Described(Session session, Comparing comparing) {}

    /**
     * Pairs two tables.
     *
     * @throws dev.godwit.fault.GodwitException GW-2018 where a table or a column that was named is not there
     */
    public static Mapping pair(TableRules rules, Described source, Described target) {
        return new TablePairing(
                        rules,
                        Half.of(source, rules.source(), rules.sourceExpressions()),
                        Half.of(target, rules.target(), rules.targetExpressions()))
                .mapping();
    }

    private Mapping mapping() {
        List<Mapping.Column> columns = new ArrayList<>();
        Set<String> paired = new LinkedHashSet<>();
        for (String name : source.names()) {
            String other =
                    target.named(rules.renamed().getOrDefault(name, name)).orElse("");
            paired.add(other);
            columns.add(column(name, source.field(name), other.isEmpty() ? null : target.field(other)));
        }
        for (String name : target.names()) {
            if (!paired.contains(name)) {
                columns.add(column(name, null, target.field(name)));
            }
        }
        List<Mapping.Column> key = key(columns);
        columns.removeAll(key);
        columns.addAll(0, key);
        return new Mapping(
                new Mapping.Rows(source.table().name(), rules.source().where()),
                new Mapping.Rows(target.table().name(), rules.target().where()),
                columns,
                key.size());
    }

    private Mapping.Column column(String name, Selection.@Nullable Field left, Selection.@Nullable Field right) {
        Rule rule = rules.rules().getOrDefault(name, new Rule.Exact());
        if (left == null || right == null) {
            boolean declared = rule instanceof Rule.NotCompared;
            String where = left == null ? "the source has no such column" : "the target has no such column";
            return new Mapping.Column(
                    name, left, right, ValueClass.OTHER, declared ? rule : new Rule.NotCompared(where, false));
        }
        Optional<ValueClass> common =
                CommonMeaning.of(left.type().meaning(), right.type().meaning());
        if (common.isEmpty() && !(rule instanceof Rule.NotCompared)) {
            rule = new Rule.NotCompared(
                    "no common form of " + left.type() + " and " + right.type() + "; give an expression", false);
        }
        return new Mapping.Column(name, left, right, common.orElse(ValueClass.OTHER), rule);
    }

    private List<Mapping.Column> key(List<Mapping.Column> columns) {
        if (!rules.key().isEmpty()) {
            return rules.key().stream()
                    .map(name -> compared(columns, name)
                            .orElseThrow(() -> missing("column " + name + " of the key is not compared")))
                    .toList();
        }
        return source.table().keys().stream()
                .filter(key ->
                        key.stream().allMatch(name -> compared(columns, name).isPresent()))
                .findFirst()
                .map(key -> key.stream()
                        .map(name -> compared(columns, name).orElseThrow())
                        .toList())
                .orElse(List.of());
    }

    private static Optional<Mapping.Column> compared(List<Mapping.Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name) && !(column.rule() instanceof Rule.NotCompared))
                .findFirst();
    }

    private static dev.godwit.fault.GodwitException missing(String what) {
        return Problem.of(ErrorCode.NOT_FOUND, what).exception();
    }

    /** The values of one side by their names. */
    private record Half(ComparedTable table, Map<String, Selection.Field> expressions) {
        static Half of(Described side, Mapping.Rows rows, Map<String, Sql> expressions) {
            ComparedTable table = side.comparing()
                    .table(side.session(), rows.table())
                    .orElseThrow(() -> missing("there is no table " + rows.table()));
            List<String> names = List.copyOf(expressions.keySet());
            List<Sql> texts = names.stream().map(expressions::get).toList();
            var types = texts.isEmpty()
                    ? List.<dev.godwit.dialect.ValueType>of()
                    : side.comparing().types(side.session(), table.name(), texts);
            Map<String, Selection.Field> fields = new java.util.LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                fields.put(names.get(i), new Selection.Field(texts.get(i), types.get(i), false));
            }
            return new Half(table, fields);
        }

        List<String> names() {
            Set<String> names = new LinkedHashSet<>();
            table.columns().forEach(column -> names.add(column.name()));
            names.addAll(expressions.keySet());
            return List.copyOf(names);
        }

        /** The name as this side spells it; servers fold letters differently. */
        Optional<String> named(String name) {
            return names().contains(name)
                    ? Optional.of(name)
                    : names().stream()
                            .filter(each -> each.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                            .findFirst();
        }

        Selection.@Nullable Field field(String name) {
            Selection.Field expression = expressions.get(name);
            return expression != null
                    ? expression
                    : table.column(name).map(Selection.Field::of).orElse(null);
        }
    }
}
