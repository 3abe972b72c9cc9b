package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Samples.Made;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes up the rows of one table by one INSERT ... SELECT over the numbers 1 to n. When the table refuses them, columns that
 * need no value go without one; when it refuses that too, fewer rows are tried. Used by one thread, once.
 */
final class SampleRows {
    /** Rows of a parent that children refer to. */
    private static final int PARENTS = 1_000;

    private static final Sql DIGITS = Sql.verbatim(
            "(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4"
                    + " union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)");

    private final Session session;
    private final TableName table;
    private final List<SampleColumn> columns;
    private final SampleChecks checks;
    private final List<Reference> references;

    SampleRows(
            Session session,
            TableName table,
            List<SampleColumn> columns,
            SampleChecks checks,
            List<Reference> references) {
        this.session = session;
        this.table = table;
        this.columns = columns;
        this.checks = checks;
        this.references = references;
    }

    /** A foreign key; {@code own} where a table refers to itself. */
    record Reference(TableName parent, boolean own, List<String> columns, List<String> parentColumns) {}

    /** What stands in the list of the INSERT for a column, and the joins that it needs. */
    private record Recipe(Map<String, Sql> values, List<Sql> joins) {}

    /** Row i takes the parent number {@code i / stride % count}. */
    private record Cycle(long stride, long count) {}

    /** The numbers 1 to {@code count} as the column i of g; a recursion would be cut off at the server's limit. */
    static Sql numbers(long count) {
        int digits = String.valueOf(Math.max(1, count - 1)).length();
        List<Sql> factors = new ArrayList<>();
        List<Sql> terms = new ArrayList<>(List.of(Sql.of("1")));
        IntStream.range(0, digits).forEach(place -> {
            Ident digit = Ident.fromCatalog("d" + place);
            factors.add(Sql.of("{} {}", DIGITS, digit));
            terms.add(Sql.of("{} * {}.d", number((long) Math.pow(10, place)), digit));
        });
        Sql sum = Sql.join(" + ", terms);
        return Sql.of(
                "(select {} as i from {} where {} <= {}) g",
                sum,
                Sql.join(" cross join ", factors),
                sum,
                number(count));
    }

    Made make(long rows) {
        String reason = "";
        for (long count = rows; count >= 1; count /= 10) {
            for (boolean sparse : new boolean[] {false, true}) {
                try {
                    Recipe recipe = recipe(sparse);
                    long wanted = count;
                    long made = session.inTransaction(() -> session.update(insert(recipe, wanted)));
                    return new Made(made, made < rows ? reason : "");
                } catch (SqlFailure refused) {
                    reason = reason.isEmpty() ? refused.getMessage() : reason;
                }
            }
        }
        return new Made(0, reason);
    }

    private Sql insert(Recipe recipe, long count) {
        if (recipe.values().isEmpty()) {
            return Sql.of("insert into {} () values ()", table);
        }
        List<Ident> names =
                recipe.values().keySet().stream().map(Ident::fromCatalog).toList();
        List<Sql> parts = new ArrayList<>();
        parts.add(Sql.of(
                "insert into {} ({}) select {} from {}",
                table,
                Sql.identifiers(names),
                Sql.join(", ", List.copyOf(recipe.values().values())),
                numbers(count)));
        parts.addAll(recipe.joins());
        return Sql.join(" ", parts);
    }

    /** @param sparse whether columns that need no value go without one */
    private Recipe recipe(boolean sparse) {
        Map<String, Sql> values = new LinkedHashMap<>();
        List<Sql> joins = new ArrayList<>();
        Map<String, Sql> referring = referring(joins);
        for (SampleColumn column : columns) {
            boolean dispensable = !column.required() || !column.defaultText().isEmpty();
            if (column.served() || (column.counted() && !referring.containsKey(column.name()))) {
                continue;
            }
            if (referring.containsKey(column.name())) {
                values.put(column.name(), referring.get(column.name()));
            } else if (!sparse || !dispensable) {
                values.put(column.name(), checks.value(column));
            }
        }
        return new Recipe(values, joins);
    }

    /** Columns of foreign keys take their parents' values, all combinations before the first is repeated. */
    private Map<String, Sql> referring(List<Sql> joins) {
        Map<String, Sql> values = new HashMap<>();
        long stride = 1;
        for (int i = 0; i < references.size(); i++) {
            Reference reference = references.get(i);
            if (reference.columns().stream().anyMatch(values::containsKey)) {
                continue;
            }
            long count = reference.own() ? 0 : count(reference.parent());
            Ident alias = Ident.fromCatalog("parent" + i);
            for (int c = 0; c < reference.columns().size(); c++) {
                Ident column = Ident.fromCatalog(reference.parentColumns().get(c));
                values.put(reference.columns().get(c), count == 0 ? Sql.of("null") : Sql.of("{}.{}", alias, column));
            }
            if (count > 0) {
                joins.add(join(reference, alias, new Cycle(stride, count)));
                stride *= count;
            }
        }
        return values;
    }

    private Sql join(Reference reference, Ident alias, Cycle cycle) {
        Sql names = Sql.identifiers(
                reference.parentColumns().stream().map(Ident::fromCatalog).toList());
        return Sql.of(
                "join (select {}, row_number() over (order by {}) - 1 as sample_number from (select {} from {} limit {}) as x) as {}"
                        + " on {}.sample_number = (g.i - 1) div {} % {}",
                names,
                names,
                names,
                reference.parent(),
                number(PARENTS),
                alias,
                alias,
                number(cycle.stride()),
                number(cycle.count()));
    }

    private long count(TableName parent) {
        return session.first(
                        Sql.of("select count(*) from (select 1 as one from {} limit {}) as x", parent, number(PARENTS)),
                        row -> row.number(1))
                .orElse(0L);
    }

    private static Sql number(long number) {
        return Sql.verbatim(String.valueOf(number));
    }
}
