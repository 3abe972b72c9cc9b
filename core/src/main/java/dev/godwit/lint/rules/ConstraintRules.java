package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.postgresRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.lint.fix.ConstraintFixes;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Constraints that are proved, or whose index is built, while applications wait. */
final class ConstraintRules {
    private static final String BY_INDEX =
            "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX, which only changes the catalog.";
    private static final String TWO_ACTS =
            "ADD ... NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own, which lets writes pass.";

    private static final LintRule PRIMARY_KEY_BUILDS_INDEX = postgresRule(
                    "GL-131", "primary-key-builds-index", Severity.ERROR)
            .because(
                    "ADD PRIMARY KEY builds its index",
                    "ACCESS EXCLUSIVE is held for the build, and for the search for NULLs.")
            .instead(BY_INDEX)
            .alias("squawk/adding-serial-primary-key-field", "atlas/PG104", "atlas/PG304")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .fix(ConstraintFixes::byIndex)
            .on(Action.AddConstraint.class, (add, scene) -> buildsIndex(add, scene, ConstraintKind.PRIMARY_KEY))
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().primaryKey() ? buildsIndex(add.table(), Words.of(add), scene) : null)
            .build();

    private static final LintRule UNIQUE_BUILDS_INDEX = postgresRule("GL-132", "unique-builds-index", Severity.ERROR)
            .because("ADD UNIQUE builds its index", "ACCESS EXCLUSIVE is held for the whole build.")
            .instead(BY_INDEX)
            .alias(
                    "squawk/disallowed-unique-constraint",
                    "strong_migrations/add_unique_constraint",
                    "online_migrations/add_unique_constraint",
                    "atlas/PG105")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .fix(ConstraintFixes::byIndex)
            .on(Action.AddConstraint.class, (add, scene) -> buildsIndex(add, scene, ConstraintKind.UNIQUE))
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().unique() ? buildsIndex(add.table(), Words.of(add), scene) : null)
            .build();

    private static final LintRule FOREIGN_KEY_VALIDATED = postgresRule(
                    "GL-133", "foreign-key-validated", Severity.ERROR)
            .because(
                    "ADD FOREIGN KEY reads the whole table",
                    "SHARE ROW EXCLUSIVE is held on both tables meanwhile: writes to both wait.")
            .instead(TWO_ACTS)
            .alias(
                    "squawk/adding-foreign-key-constraint",
                    "strong_migrations/add_foreign_key",
                    "online_migrations/add_foreign_key",
                    "atlas/PG306")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .fix(ConstraintFixes::notValid)
            .on(Action.AddConstraint.class, ConstraintRules::validatedForeignKey)
            .build();

    private static final LintRule FOREIGN_KEY_LOCKS_REFERENCED = postgresRule(
                    "GL-134", "foreign-key-locks-referenced", Severity.NOTE)
            .because(
                    "a new foreign key locks the referenced table",
                    "SHARE ROW EXCLUSIVE on it until the transaction ends: writes to it wait.")
            .instead("Keep the transaction short: nothing that takes time after the foreign key.")
            .knows(Knowledge.PENDING_SET)
            .on(Action.AddConstraint.class, ConstraintRules::lockedReference)
            .on(Action.CreateTable.class, ConstraintRules::lockedByNewTable)
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().references() == null
                            ? null
                            : scene.hitUnlessNew(
                                    add.column().references(),
                                    "writes to " + add.column().references() + " wait"))
            .build();

    private static final LintRule CHECK_VALIDATED = postgresRule("GL-135", "check-validated", Severity.ERROR)
            .because("ADD CHECK reads the whole table", "ACCESS EXCLUSIVE is held meanwhile.")
            .instead(TWO_ACTS)
            .alias(
                    "squawk/constraint-missing-not-valid",
                    "strong_migrations/add_check_constraint",
                    "online_migrations/add_check_constraint",
                    "atlas/PG305")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .fix(ConstraintFixes::notValid)
            .on(
                    Action.AddConstraint.class,
                    (add, scene) -> add.constraint().kind() == ConstraintKind.CHECK
                                    && !add.constraint().notValid()
                            ? scene.hitUnlessNew(add.table(), checks(add))
                            : null)
            .build();

    private static final LintRule VALIDATE_IN_SAME_TRANSACTION = postgresRule(
                    "GL-136", "validate-in-same-transaction", Severity.WARNING)
            .because(
                    "NOT VALID and VALIDATE in one transaction",
                    "The strong lock of ADD CONSTRAINT is kept through the scan: nothing is gained.")
            .instead("VALIDATE in a later transaction: -- godwit: transaction off, or a migration of its own.")
            .alias(
                    "squawk/constraint-missing-not-valid",
                    "strong_migrations/validate_foreign_key",
                    "strong_migrations/validate_check_constraint")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(Action.ValidateConstraint.class, ConstraintRules::sameTransaction)
            .build();

    private static final LintRule EXCLUSION_CONSTRAINT = postgresRule("GL-137", "exclusion-constraint", Severity.ERROR)
            .because(
                    "ADD EXCLUDE builds its index",
                    "ACCESS EXCLUSIVE is held for the build, and it cannot be NOT VALID.")
            .instead("A new table with the constraint, and a copy of the rows.")
            .alias("strong_migrations/add_exclusion_constraint", "online_migrations/add_exclusion_constraint")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.AddConstraint.class,
                    (add, scene) -> add.constraint().kind() == ConstraintKind.EXCLUSION
                            ? scene.hitUnlessNew(
                                    add.table(),
                                    "the exclusion constraint on " + add.table() + " is built under a lock")
                            : null)
            .build();

    private static final LintRule SET_NOT_NULL_SCANS = postgresRule("GL-138", "set-not-null-scans", Severity.ERROR)
            .because("SET NOT NULL reads the whole table", "ACCESS EXCLUSIVE is held meanwhile.")
            .instead(
                    "CHECK (column IS NOT NULL) NOT VALID, VALIDATE, SET NOT NULL (12 and newer skip the scan), DROP the"
                            + " CHECK.")
            .alias(
                    "squawk/adding-not-nullable-field",
                    "strong_migrations/change_column_null",
                    "online_migrations/change_column_null",
                    "atlas/PG303",
                    "atlas/MF104")
            .knows(Knowledge.LIVE)
            .growsWithTable()
            .fix(ConstraintFixes::setNotNull)
            .on(Action.SetNotNull.class, ConstraintRules::scanningNotNull)
            .build();

    private ConstraintRules() {}

    static List<LintRule> all() {
        return List.of(
                PRIMARY_KEY_BUILDS_INDEX,
                UNIQUE_BUILDS_INDEX,
                FOREIGN_KEY_VALIDATED,
                FOREIGN_KEY_LOCKS_REFERENCED,
                CHECK_VALIDATED,
                VALIDATE_IN_SAME_TRANSACTION,
                EXCLUSION_CONSTRAINT,
                SET_NOT_NULL_SCANS);
    }

    private static String checks(Action.AddConstraint add) {
        return Words.of(add.constraint()) + " is proved for every row of " + add.table();
    }

    private static @Nullable Hit buildsIndex(Action.AddConstraint add, Scene scene, ConstraintKind kind) {
        ConstraintSpec spec = add.constraint();
        return spec.kind() == kind && spec.usingIndex() == null
                ? buildsIndex(add.table(), Words.of(spec), scene)
                : null;
    }

    private static @Nullable Hit buildsIndex(TableName table, String what, Scene scene) {
        return scene.hitUnlessNew(table, "the index of " + what + " is built while " + table + " is locked");
    }

    private static @Nullable Hit validatedForeignKey(Action.AddConstraint add, Scene scene) {
        ConstraintSpec spec = add.constraint();
        return spec.kind() == ConstraintKind.FOREIGN_KEY && !spec.notValid()
                ? scene.hitUnlessNew(add.table(), checks(add))
                : null;
    }

    /** Where the own table exists too, {@code foreign-key-validated} has said it already, or NOT VALID makes it short. */
    private static @Nullable Hit lockedReference(Action.AddConstraint add, Scene scene) {
        TableName referenced = add.constraint().references();
        return referenced == null || !scene.isNew(add.table())
                ? null
                : scene.hitUnlessNew(
                        referenced, "writes to " + referenced + " wait while " + add.table() + " gets its foreign key");
    }

    private static @Nullable Hit lockedByNewTable(Action.CreateTable create, Scene scene) {
        Set<TableName> referenced = new TreeSet<>();
        create.columns().stream()
                .map(column -> column.references())
                .filter(Objects::nonNull)
                .forEach(referenced::add);
        create.constraints().stream()
                .map(spec -> spec.references())
                .filter(Objects::nonNull)
                .forEach(referenced::add);
        referenced.removeIf(table -> scene.isNew(table) || table.equals(create.table()));
        return referenced.isEmpty()
                ? null
                : scene.hit(
                        referenced.iterator().next(),
                        "writes to " + Words.list(referenced) + " wait while " + create.table() + " is created");
    }

    private static @Nullable Hit sameTransaction(Action.ValidateConstraint validate, Scene scene) {
        boolean together = scene.transaction().stream()
                .filter(other -> other.index() <= scene.index())
                .flatMap(other -> other.actions(Action.AddConstraint.class))
                .anyMatch(add -> validate.constraint().equals(add.constraint().name()));
        return together
                ? scene.hitUnlessNew(
                        validate.table(),
                        "the lock that added " + validate.constraint() + " is held while it is validated")
                : null;
    }

    private static @Nullable Hit scanningNotNull(Action.SetNotNull set, Scene scene) {
        TableKnowledge table = TableKnowledge.of(scene, set.table());
        boolean spared = scene.serverAtLeast(12) && table.isProvedNotNull(set.column());
        return spared || table.isNotNull(set.column())
                ? null
                : scene.hitUnlessNew(
                        set.table(), "every row of " + set.table() + " is read for NULLs in " + set.column());
    }
}
