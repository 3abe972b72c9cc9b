package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Samples.Made;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes up the rows of one table by one INSERT ... SELECT over the numbers 1 to n. When the table refuses them, columns that
 * need no value go without one; when it refuses that too, fewer rows are tried. Used by one thread, once.
 */
final class SampleRows {
    /** Literals of a check that are tried as values. */
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'|(?<![\\w.])(\\d{1,15})(?![\\w.])");

    /** Numbers that most checks of numbers let pass, tried after the row's own. */
    private static final List<Long> NUMBERS = List.of(1L, 0L, 2L, 10L, 100L, 1000L, -1L);

    /** Rows of a parent that children refer to. */
    private static final int PARENTS = 1_000;

    private final Session session;
    private final TableName table;
    private final List<SampleColumn> columns;
    private final List<Check> checks;
    private final List<Reference> references;

    SampleRows(
            Session session,
            TableName table,
            List<SampleColumn> columns,
            List<Check> checks,
            List<Reference> references) {
        this.session = session;
        this.table = table;
        this.columns = columns;
        this.checks = checks;
        this.references = references;
    }

    /** A check of one column; {@code expression} names the column bare. */
    record Check(String column, String expression) {}

    /** A foreign key; {@code own} where a table refers to itself. */
    record Reference(TableName parent, boolean own, List<String> columns, List<String> parentColumns) {}

    /** What stands in the list of the INSERT for a column, and the joins that it needs. */
    private record Recipe(Map<String, Sql> values, List<Sql> joins) {}

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
        Sql numbers = Sql.of("from generate_series(1, {}) as g(i)", Sql.verbatim(String.valueOf(count)));
        List<Sql> parts = new ArrayList<>();
        if (recipe.values().isEmpty()) {
            parts.add(Sql.of("insert into {} default values", table));
            return parts.get(0);
        }
        List<Ident> names =
                recipe.values().keySet().stream().map(Ident::fromCatalog).toList();
        parts.add(Sql.of(
                "insert into {} ({}) select {}",
                table,
                Sql.identifiers(names),
                Sql.join(", ", List.copyOf(recipe.values().values()))));
        parts.add(numbers);
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
                values.put(column.name(), value(column));
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
            long count = reference.own() ? 0 : count(reference.parent());
            Ident alias = Ident.fromCatalog("parent" + i);
            boolean taken = reference.columns().stream().anyMatch(values::containsKey);
            for (int c = 0; !taken && c < reference.columns().size(); c++) {
                values.put(
                        reference.columns().get(c),
                        count == 0
                                ? Sql.of("null")
                                : Sql.of(
                                        "{}.{}",
                                        alias,
                                        Ident.fromCatalog(
                                                reference.parentColumns().get(c))));
            }
            if (!taken && count > 0) {
                joins.add(join(reference, alias, new Cycle(stride, count)));
                stride *= count;
            }
        }
        return values;
    }

    /** Row i takes the parent number {@code i / stride % count}. */
    private record Cycle(long stride, long count) {}

    private Sql join(Reference reference, Ident alias, Cycle cycle) {
        Sql names = Sql.identifiers(
                reference.parentColumns().stream().map(Ident::fromCatalog).toList());
        return Sql.of(
                "join (select {}, row_number() over (order by {}) - 1 as sample_number from (select {} from {} limit {}) as x) as {}"
                        + " on {}.sample_number = (i - 1) / {} % {}",
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
                        Sql.of("select count(*) from (select from {} limit {}) as x", parent, number(PARENTS)),
                        row -> row.number(1))
                .orElse(0L);
    }

    /** The usual value, or, where checks refuse it, those of a list of candidates that they let pass. */
    private Sql value(SampleColumn column) {
        List<String> expressions = checks.stream()
                .filter(check -> check.column().equals(column.name()))
                .map(Check::expression)
                .toList();
        if (expressions.isEmpty()) {
            return column.value();
        }
        List<String> passing = passing(column, expressions);
        if (passing.isEmpty()) {
            return column.value();
        }
        List<Sql> literals =
                passing.stream().map(text -> Sql.of("{}", Sql.literal(text))).toList();
        return column.cast(Sql.of("(array[{}])[1 + (i - 1) % {}]", Sql.join(", ", literals), number(literals.size())));
    }

    /** Candidates as texts; empty where the usual values pass. */
    private List<String> passing(SampleColumn column, List<String> expressions) {
        Sql test = Sql.join(
                " and ",
                expressions.stream().map(e -> Sql.of("({})", Sql.verbatim(e))).toList());
        Ident name = Ident.fromCatalog(column.name());
        boolean usual = answer(Sql.of(
                        "select coalesce(bool_and({}), false)::text from (select {} as {} from generate_series(1, {}) as g(i)) as s",
                        test,
                        column.value(),
                        name,
                        number(PARENTS)))
                .equals(List.of("true"));
        if (usual) {
            return List.of();
        }
        Set<String> passing = new LinkedHashSet<>();
        for (String candidate : candidates(expressions)) {
            passing.addAll(answer(Sql.of(
                    "select {}::text from (select {} as {}) as s where {}",
                    name,
                    column.cast(Sql.of("{}", Sql.literal(candidate))),
                    name,
                    test)));
        }
        return List.copyOf(passing);
    }

    /** What a check says of one value; nothing where the value is none of the type. */
    private List<String> answer(Sql question) {
        try {
            return session.inTransaction(() -> session.query(question, row -> row.text(1)));
        } catch (SqlFailure noValueOfTheType) {
            return List.of();
        }
    }

    private static Set<String> candidates(List<String> expressions) {
        Set<String> candidates = new LinkedHashSet<>();
        for (String expression : expressions) {
            Matcher literal = LITERAL.matcher(expression);
            while (literal.find()) {
                if (literal.group(1) != null) {
                    candidates.add(literal.group(1).replace("''", "'"));
                } else {
                    long number = Long.parseLong(literal.group(2));
                    candidates.addAll(
                            List.of(String.valueOf(number), String.valueOf(number + 1), String.valueOf(number - 1)));
                }
            }
        }
        NUMBERS.forEach(number -> candidates.add(String.valueOf(number)));
        return new LinkedHashSet<>(new ArrayList<>(candidates).subList(0, Math.min(candidates.size(), 60)));
    }

    private static Sql number(long number) {
        return Sql.verbatim(String.valueOf(number));
    }
}
