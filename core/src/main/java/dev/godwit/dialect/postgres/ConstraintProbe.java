package dev.godwit.dialect.postgres;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether statements about constraints took effect. */
final class ConstraintProbe {
    /** As in {@code pg_constraint.contype}. */
    private static final Map<ConstraintKind, String> KINDS = Map.of(
            ConstraintKind.PRIMARY_KEY, "p",
            ConstraintKind.UNIQUE, "u",
            ConstraintKind.FOREIGN_KEY, "f",
            ConstraintKind.CHECK, "c",
            ConstraintKind.EXCLUSION, "x",
            ConstraintKind.NOT_NULL, "n");

    private static final String UNIT_SEPARATOR = "\u001f";

    private ConstraintProbe() {}

    static Probe added(ProbeCatalog catalog, Action.AddConstraint action) {
        ConstraintSpec spec = action.constraint();
        if (spec.kind() == ConstraintKind.EXCLUSION) {
            return Answers.unknown("exclusion constraints are not compared");
        }
        Optional<ProbeCatalog.Constraint> there = spec.name() == null
                ? matching(catalog, action.table(), spec)
                : named(catalog, action.table(), spec.name());
        if (there.isEmpty()) {
            return new Probe.NotDone();
        }
        ProbeCatalog.Constraint constraint = there.get();
        String what = "constraint " + constraint.name() + " of " + action.table();
        if (!matches(catalog, action.table(), spec, constraint)) {
            return Answers.differs(what + " is there as " + constraint.definition());
        }
        return constraint.validated() || spec.notValid()
                ? new Probe.Done(what + " is there")
                : Answers.differs(what + " is there and not validated");
    }

    static Probe dropped(ProbeCatalog catalog, Action.DropConstraint action) {
        return Answers.gone(
                "constraint " + action.constraint() + " of " + action.table(),
                named(catalog, action.table(), action.constraint()).isPresent());
    }

    static Probe validated(ProbeCatalog catalog, Action.ValidateConstraint action) {
        String what = "constraint " + action.constraint() + " of " + action.table();
        return named(catalog, action.table(), action.constraint())
                .map(constraint -> Answers.done(what + " is validated", constraint.validated()))
                .orElseGet(() -> Answers.differs(what + " is not there"));
    }

    /** A constraint of the table that says the same, whatever its name. */
    static Optional<ProbeCatalog.Constraint> matching(ProbeCatalog catalog, TableName table, ConstraintSpec spec) {
        return catalog.constraints(table).stream()
                .filter(constraint -> matches(catalog, table, spec, constraint))
                .findFirst();
    }

    private static Optional<ProbeCatalog.Constraint> named(ProbeCatalog catalog, TableName table, String name) {
        return catalog.constraints(table).stream()
                .filter(constraint -> constraint.name().equals(name))
                .findFirst();
    }

    private static boolean matches(
            ProbeCatalog catalog, TableName table, ConstraintSpec spec, ProbeCatalog.Constraint constraint) {
        if (!constraint.kind().equals(KINDS.get(spec.kind()))) {
            return false;
        }
        if (spec.kind() == ConstraintKind.CHECK) {
            return catalog.triedCheck(table, Objects.requireNonNullElse(spec.expression(), "true"))
                    .filter(constraint.definition()::equals)
                    .isPresent();
        }
        boolean sameColumns =
                spec.usingIndex() != null || constraint.columns().equals(String.join(UNIT_SEPARATOR, spec.columns()));
        return sameColumns && (spec.references() == null || references(catalog, spec.references(), constraint));
    }

    private static boolean references(ProbeCatalog catalog, TableName wanted, ProbeCatalog.Constraint constraint) {
        return catalog.relation(wanted)
                .filter(relation -> relation.name().toString().equals(constraint.references()))
                .isPresent();
    }
}
