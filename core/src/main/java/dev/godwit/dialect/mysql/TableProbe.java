package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a statement that makes a table took effect. The whole statement is tried where a temporary table can be like it;
 * one with foreign keys or partitions cannot, and is compared column by column and constraint by constraint.
 */
final class TableProbe {
    private TableProbe() {}

    static Probe created(ProbeCatalog catalog, Action.CreateTable action, String text) {
        Optional<ProbeCatalog.Relation> there =
                action.temporary() ? Optional.empty() : catalog.relation(action.table());
        if (there.isEmpty()) {
            return new Probe.NotDone();
        }
        TableName table = there.get().name();
        if (!there.get().isTable()) {
            return Answers.differs(table + " is there, and is no table");
        }
        if (action.asQuery()) {
            return Answers.unknown("table " + table + " is there; whether it has all the rows is not known");
        }
        Probe probe = StatementText.ofTable(text)
                .flatMap(catalog::triedTable)
                .map(tried -> compared(catalog, tried, table))
                .orElseGet(() -> comparedByParts(catalog, action, there.get()));
        return probe instanceof Probe.Differs && action.orReplace() ? new Probe.NotDone() : probe;
    }

    private static Probe compared(ProbeCatalog catalog, String tried, TableName table) {
        List<String> wanted = body(tried.replace(Trial.TABLE.name() + "_chk_", table.name() + "_chk_"));
        List<String> there = body(catalog.definition(table));
        if (wanted.equals(there)) {
            return new Probe.Done("table " + table + " is there as described");
        }
        List<String> other = new ArrayList<>(there);
        other.removeAll(wanted);
        return Answers.differs("table " + table + " is there with "
                + (other.isEmpty() ? "less than described, or in another order" : String.join(" ", other)));
    }

    /** All but the first line, which has the name. */
    private static List<String> body(String definition) {
        return definition.lines().skip(1).map(String::strip).toList();
    }

    private static Probe comparedByParts(
            ProbeCatalog catalog, Action.CreateTable action, ProbeCatalog.Relation relation) {
        TableName table = relation.name();
        List<ProbeCatalog.Column> columns = catalog.columns(table);
        List<String> wanted = action.columns().stream().map(ColumnSpec::name).toList();
        List<String> names = columns.stream().map(ProbeCatalog.Column::name).toList();
        if (wanted.isEmpty()) {
            return Answers.unknown("table " + table + " is there, and the statement does not list its columns");
        }
        if (!names.equals(wanted)) {
            return Answers.differs("table " + table + " is there with the columns " + names);
        }
        Optional<List<ProbeCatalog.Column>> tried = catalog.tried(action.columns(), relation.collation());
        if (tried.isEmpty()) {
            return Answers.unknown("table " + table + " is there, and its definition could not be tried");
        }
        List<ConstraintSpec> constraints = constraints(action);
        for (int i = 0; i < wanted.size(); i++) {
            ColumnSpec spec = withKey(action.columns().get(i), constraints);
            if (!ColumnProbe.matches(spec, tried.get().get(i), columns.get(i))) {
                return Answers.differs(
                        "column " + table + "." + spec.name() + " is there as " + ColumnProbe.words(columns.get(i)));
            }
        }
        return comparedConstraints(catalog, constraints, table);
    }

    private static Probe comparedConstraints(ProbeCatalog catalog, List<ConstraintSpec> constraints, TableName table) {
        for (ConstraintSpec spec : constraints) {
            if (!ConstraintProbe.present(catalog, table, spec)) {
                return Answers.differs("table " + table + " is there without the constraint " + spec.kind() + " "
                        + (spec.expression() == null ? spec.columns() : spec.expression()));
            }
        }
        long wanted = constraints.stream()
                .filter(spec -> spec.kind() == ConstraintKind.FOREIGN_KEY)
                .count();
        int there = catalog.foreignKeys(table).size();
        return there == wanted
                ? new Probe.Done("table " + table + " is there as described")
                : Answers.differs("table " + table + " is there with " + there + " foreign keys, not " + wanted);
    }

    /** Those of the table and those written beside its columns; the server drops a REFERENCES beside a column, or takes it. */
    private static List<ConstraintSpec> constraints(Action.CreateTable action) {
        List<ConstraintSpec> all = new ArrayList<>();
        for (ColumnSpec column : action.columns()) {
            if (column.primaryKey()) {
                all.add(inline(ConstraintKind.PRIMARY_KEY, column, null));
            }
            if (column.unique()) {
                all.add(inline(ConstraintKind.UNIQUE, column, null));
            }
            if (column.checkExpression() != null) {
                all.add(inline(ConstraintKind.CHECK, column, column.checkExpression()));
            }
        }
        action.constraints().stream()
                .filter(constraint -> constraint.kind() != ConstraintKind.NOT_NULL)
                .forEach(all::add);
        return all;
    }

    private static ConstraintSpec inline(ConstraintKind kind, ColumnSpec column, @Nullable String expression) {
        return new ConstraintSpec(null, kind, List.of(column.name()), expression, null, false, null, false);
    }

    /** A column of the table's primary key is NOT NULL without saying so. */
    private static ColumnSpec withKey(ColumnSpec spec, List<ConstraintSpec> constraints) {
        boolean inKey = constraints.stream()
                .anyMatch(constraint -> constraint.kind() == ConstraintKind.PRIMARY_KEY
                        && constraint.columns().contains(spec.name()));
        return spec.inKey(inKey);
    }
}
