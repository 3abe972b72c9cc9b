package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.dialect.mysql.ProbeCatalog.Check;
import dev.godwit.dialect.mysql.ProbeCatalog.ForeignKey;
import dev.godwit.dialect.mysql.ProbeCatalog.Index;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether statements about constraints took effect. A primary key and a unique constraint are indexes here. */
final class ConstraintProbe {
    private ConstraintProbe() {}

    /**
     * A constraint that is there.
     *
     * @param same whether it says what was written
     */
    private record Found(String name, String words, boolean same) {}

    static Probe added(ProbeCatalog catalog, Action.AddConstraint action) {
        ConstraintSpec spec = action.constraint();
        if (catalog.relation(action.table()).isEmpty()) {
            return Answers.differs("table " + action.table() + " is not there");
        }
        List<Found> there = found(catalog, action.table(), spec);
        Optional<Found> same = there.stream().filter(Found::same).findFirst();
        if (same.isPresent()) {
            return new Probe.Done("constraint " + same.get().name() + " of " + action.table() + " is there");
        }
        return there.stream()
                .filter(found -> found.name().equalsIgnoreCase(nameOf(spec)))
                .findFirst()
                .map(found -> Answers.differs(
                        "constraint " + found.name() + " of " + action.table() + " is there as " + found.words()))
                .orElseGet(Probe.NotDone::new);
    }

    static Probe dropped(ProbeCatalog catalog, Action.DropConstraint action) {
        boolean there = catalog.relation(action.table()).isPresent()
                && names(catalog, action.table()).anyMatch(name -> name.equalsIgnoreCase(action.constraint()));
        return Answers.gone("constraint " + action.constraint() + " of " + action.table(), there);
    }

    /** MySQL's word for it is ENFORCED. */
    static Probe validated(ProbeCatalog catalog, Action.ValidateConstraint action) {
        String what = "constraint " + action.constraint() + " of " + action.table();
        Optional<Check> check = catalog.relation(action.table()).stream()
                .flatMap(relation -> catalog.checks(relation.name()).stream())
                .filter(one -> one.name().equalsIgnoreCase(action.constraint()))
                .findFirst();
        return check.map(one -> Answers.done(what + " is enforced", one.enforced()))
                .orElseGet(() -> Answers.differs(what + " is not there"));
    }

    /** Whether the table has a constraint that says the same, whatever its name. */
    static boolean present(ProbeCatalog catalog, TableName table, ConstraintSpec spec) {
        return found(catalog, table, spec).stream().anyMatch(Found::same);
    }

    private static List<Found> found(ProbeCatalog catalog, TableName table, ConstraintSpec spec) {
        return switch (spec.kind()) {
            case PRIMARY_KEY, UNIQUE -> keys(catalog, table, spec);
            case FOREIGN_KEY -> foreignKeys(catalog, table, spec);
            case CHECK -> checks(catalog, table, spec);
            case EXCLUSION, NOT_NULL -> List.of();
        };
    }

    private static List<Found> keys(ProbeCatalog catalog, TableName table, ConstraintSpec spec) {
        boolean primary = spec.kind() == Action.ConstraintKind.PRIMARY_KEY;
        Index wanted = new Index("", true, "BTREE", IndexProbe.parts(spec.columns()));
        return catalog.indexes(table).stream()
                .map(index -> new Found(
                        index.name(),
                        IndexProbe.words(index),
                        index.primary() == primary
                                && wanted.looksLike(index)
                                && (primary || isNamed(index.name(), spec.name()))))
                .toList();
    }

    private static List<Found> foreignKeys(ProbeCatalog catalog, TableName table, ConstraintSpec spec) {
        return catalog.foreignKeys(table).stream()
                .map(key -> new Found(key.name(), words(key), same(catalog, spec, key)))
                .toList();
    }

    private static boolean same(ProbeCatalog catalog, ConstraintSpec spec, ForeignKey key) {
        boolean target = spec.references() != null
                && catalog.relation(spec.references())
                        .filter(relation -> relation.name().equals(key.references()))
                        .isPresent();
        return target
                && key.columns().equals(spec.columns())
                && key.onDelete().equals("CASCADE") == spec.onDeleteCascade()
                && isNamed(key.name(), spec.name());
    }

    private static List<Found> checks(ProbeCatalog catalog, TableName table, ConstraintSpec spec) {
        Sql definition = Sql.of(
                "constraint godwit_trial_check check ({}\n) {}",
                Sql.verbatim(Objects.requireNonNullElse(spec.expression(), "true")),
                Sql.of(spec.notValid() ? "not enforced" : ""));
        Optional<String> wanted = catalog.tried(
                table,
                definition,
                trial -> trial.checks(Trial.TABLE).stream()
                        .filter(check -> check.name().equals("godwit_trial_check"))
                        .map(Check::definition)
                        .findFirst()
                        .orElse(""));
        return catalog.checks(table).stream()
                .map(check -> new Found(
                        check.name(),
                        check.definition(),
                        wanted.filter(check.definition()::equals).isPresent() && isNamed(check.name(), spec.name())))
                .toList();
    }

    private static Stream<String> names(ProbeCatalog catalog, TableName table) {
        return Stream.of(
                        catalog.indexes(table).stream().filter(Index::unique).map(Index::name),
                        catalog.foreignKeys(table).stream().map(ForeignKey::name),
                        catalog.checks(table).stream().map(Check::name))
                .flatMap(names -> names);
    }

    private static @Nullable String nameOf(ConstraintSpec spec) {
        return spec.kind() == Action.ConstraintKind.PRIMARY_KEY ? "PRIMARY" : spec.name();
    }

    /** One without a name of its own may have any. */
    private static boolean isNamed(String name, @Nullable String wanted) {
        return wanted == null || name.equalsIgnoreCase(wanted);
    }

    private static String words(ForeignKey key) {
        return "foreign key " + key.columns() + " references " + key.references() + " " + key.referenced();
    }
}
