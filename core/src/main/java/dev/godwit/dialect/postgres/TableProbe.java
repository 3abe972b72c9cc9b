package dev.godwit.dialect.postgres;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether statements that make tables and partitions took effect. */
final class TableProbe {
    private TableProbe() {}

    static Probe created(ProbeCatalog catalog, Action.CreateTable action) {
        Optional<ProbeCatalog.Relation> there =
                action.temporary() ? Optional.empty() : catalog.relation(action.table());
        if (there.isEmpty()) {
            return new Probe.NotDone();
        }
        TableName parent = action.partitionOf();
        if (!there.get().isTable()) {
            return Answers.differs(there.get().name() + " is there, and is no table");
        }
        if (parent != null) {
            return catalog.detaching(parent, action.table()).isPresent()
                    ? new Probe.Done("table " + there.get().name() + " is there as a partition of " + parent)
                    : Answers.differs("table " + there.get().name() + " is there, and is no partition of " + parent);
        }
        if (action.asQuery() || action.columns().isEmpty()) {
            return Answers.unknown(
                    "table " + there.get().name() + " is there, and the statement does not list its columns");
        }
        return compared(catalog, action, there.get().name());
    }

    static Probe attached(ProbeCatalog catalog, Action.AttachPartition action) {
        return Answers.done(
                action.partition() + " is a partition of " + action.parent(),
                catalog.detaching(action.parent(), action.partition()).isPresent());
    }

    static Probe detached(ProbeCatalog catalog, Action.DetachPartition action) {
        String what = action.partition() + " of " + action.parent();
        return catalog.detaching(action.parent(), action.partition())
                .map(pending -> pending
                        ? new Probe.Leftover(
                                "the detachment of " + what + " is not finished",
                                Sql.of(
                                        "alter table {} detach partition {} finalize",
                                        action.parent(),
                                        action.partition()))
                        : new Probe.NotDone())
                .orElseGet(() -> new Probe.Done(what + " is detached"));
    }

    private static Probe compared(ProbeCatalog catalog, Action.CreateTable action, TableName table) {
        List<String> wanted = action.columns().stream().map(ColumnSpec::name).toList();
        List<String> names = catalog.columns(table);
        if (!names.equals(wanted)) {
            return Answers.differs("table " + table + " is there with the columns " + names);
        }
        Optional<List<ProbeCatalog.Column>> tried = catalog.tried(action.columns());
        if (tried.isEmpty()) {
            return Answers.unknown("table " + table + " is there, and its definition could not be tried");
        }
        List<ConstraintSpec> constraints = constraints(action);
        for (int i = 0; i < wanted.size(); i++) {
            ColumnSpec spec = withKey(action.columns().get(i), constraints);
            ProbeCatalog.Column column = catalog.column(table, spec.name()).orElseThrow();
            if (!ColumnProbe.matches(spec, tried.get().get(i), column)) {
                return Answers.differs(
                        "column " + table + "." + spec.name() + " is there as " + ColumnProbe.words(column));
            }
        }
        return comparedConstraints(catalog, constraints, table);
    }

    private static Probe comparedConstraints(ProbeCatalog catalog, List<ConstraintSpec> constraints, TableName table) {
        for (ConstraintSpec spec : constraints) {
            if (spec.kind() != ConstraintKind.EXCLUSION
                    && ConstraintProbe.matching(catalog, table, spec).isEmpty()) {
                return Answers.differs("table " + table + " is there without the constraint " + spec.kind() + " "
                        + (spec.expression() == null ? spec.columns() : spec.expression()));
            }
        }
        long there = catalog.constraints(table).stream()
                .filter(constraint -> "pufcx".contains(constraint.kind()))
                .count();
        return there == constraints.size()
                ? new Probe.Done("table " + table + " is there as described")
                : Answers.differs(
                        "table " + table + " is there with " + there + " constraints, not " + constraints.size());
    }

    /** Those of the table and those written beside its columns. */
    private static List<ConstraintSpec> constraints(Action.CreateTable action) {
        List<ConstraintSpec> all = new ArrayList<>();
        for (ColumnSpec column : action.columns()) {
            if (column.primaryKey()) {
                all.add(inline(ConstraintKind.PRIMARY_KEY, column, null, null));
            }
            if (column.unique()) {
                all.add(inline(ConstraintKind.UNIQUE, column, null, null));
            }
            if (column.checkExpression() != null) {
                all.add(inline(ConstraintKind.CHECK, column, column.checkExpression(), null));
            }
            if (column.references() != null) {
                all.add(inline(ConstraintKind.FOREIGN_KEY, column, null, column.references()));
            }
        }
        action.constraints().stream()
                .filter(constraint -> constraint.kind() != ConstraintKind.NOT_NULL)
                .forEach(all::add);
        return all;
    }

    private static ConstraintSpec inline(
            ConstraintKind kind, ColumnSpec column, @Nullable String expression, @Nullable TableName references) {
        return new ConstraintSpec(null, kind, List.of(column.name()), expression, references, false, null, false);
    }

    /** A column of the table's primary key is NOT NULL without saying so. */
    private static ColumnSpec withKey(ColumnSpec spec, List<ConstraintSpec> constraints) {
        boolean inKey = constraints.stream()
                .anyMatch(constraint -> (constraint.kind() == ConstraintKind.PRIMARY_KEY)
                        && constraint.columns().contains(spec.name()));
        return spec.inKey(inKey);
    }
}
