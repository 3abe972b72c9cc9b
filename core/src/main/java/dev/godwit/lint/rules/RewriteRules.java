package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.postgresRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.lint.fix.ColumnFixes;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes for which the server writes the whole table anew under ACCESS EXCLUSIVE. */
final class RewriteRules {
    private static final String EXPAND =
            "Add a new column, write both, backfill in chunks, switch reads, drop the old one.";

    private static final LintRule VOLATILE_DEFAULT = postgresRule("GL-121", "volatile-default", Severity.ERROR)
            .because(
                    "ADD COLUMN with a volatile default",
                    "The value differs per row, so the table is written anew under ACCESS EXCLUSIVE.")
            .instead("ADD COLUMN without it, SET DEFAULT for new rows, backfill the old ones in chunks.")
            .alias("squawk/adding-field-with-default", "strong_migrations/add_column_default", "atlas/PG302")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .fix(ColumnFixes::defaultLater)
            .on(Action.AddColumn.class, RewriteRules::volatileDefault)
            .build();

    private static final LintRule DEFAULT_BEFORE_11 = postgresRule("GL-122", "default-before-11", Severity.ERROR)
            .because("ADD COLUMN with a default before PostgreSQL 11", "Every default writes the table anew there.")
            .instead("ADD COLUMN without it, SET DEFAULT for new rows, backfill the old ones in chunks.")
            .alias("online_migrations/add_column_with_default")
            .knows(Knowledge.LIVE)
            .growsWithTable()
            .fix(ColumnFixes::defaultLater)
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> scene.serverAtLeast(11) || add.column().defaultExpression() == null
                            ? null
                            : scene.hitUnlessNew(
                                    add.table(), "the default of " + Words.of(add) + " rewrites " + add.table()))
            .build();

    private static final LintRule STORED_GENERATED_COLUMN = postgresRule(
                    "GL-123", "stored-generated-column", Severity.ERROR)
            .because(
                    "ADD COLUMN ... GENERATED ALWAYS AS ... STORED",
                    "It is computed for every row while ACCESS EXCLUSIVE is held.")
            .instead("A plain column kept by a trigger and backfilled in chunks.")
            .alias("squawk/adding-field-with-default", "strong_migrations/add_column_generated_stored")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().generatedStored()
                            ? scene.hitUnlessNew(
                                    add.table(), Words.of(add) + " is computed for all rows of " + add.table())
                            : null)
            .build();

    private static final LintRule SERIAL_COLUMN_ADDED = postgresRule("GL-124", "serial-column-added", Severity.ERROR)
            .because(
                    "ADD COLUMN that numbers the rows",
                    "A number is drawn for every row: the table is written anew under ACCESS EXCLUSIVE.")
            .instead(
                    "A plain bigint column, its sequence as default for new rows, a backfill in chunks, then the identity.")
            .alias("squawk/adding-serial-primary-key-field", "strong_migrations/add_column_auto_incrementing")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> isNumbered(add.column())
                            ? scene.hitUnlessNew(add.table(), Words.of(add) + " numbers all rows of " + add.table())
                            : null)
            .build();

    private static final LintRule COLUMN_TYPE_REWRITE = postgresRule("GL-125", "column-type-rewrite", Severity.ERROR)
            .because(
                    "a change of type that rewrites the table",
                    "Table and indexes are written anew under ACCESS EXCLUSIVE.")
            .instead(EXPAND)
            .alias(
                    "squawk/changing-column-type",
                    "strong_migrations/change_column",
                    "online_migrations/change_column",
                    "atlas/PG301")
            .knows(Knowledge.LIVE)
            .growsWithTable()
            .on(Action.AlterColumnType.class, RewriteRules::rewritingType)
            .build();

    private static final LintRule TYPE_CHANGE_WITH_CONSTRAINT = postgresRule(
                    "GL-126", "type-change-with-constraint", Severity.WARNING)
            .because(
                    "a change of type together with a constraint on the column",
                    "The constraint is checked on every row while the strong lock is held.")
            .instead("Drop the CHECK first and add it again NOT VALID, or set NOT NULL by a step of its own.")
            .alias(
                    "strong_migrations/change_column_constraint",
                    "strong_migrations/change_column_with_not_null",
                    "online_migrations/change_column_constraint",
                    "online_migrations/change_column_with_not_null")
            .knows(Knowledge.LIVE)
            .growsWithTable()
            .on(Action.AlterColumnType.class, RewriteRules::constrainedType)
            .build();

    private static final LintRule TABLE_REWRITTEN = postgresRule("GL-127", "table-rewritten", Severity.ERROR)
            .because(
                    "VACUUM FULL, CLUSTER or REPACK",
                    "The table is written anew under ACCESS EXCLUSIVE: nobody reads it until the end.")
            .instead(
                    "pg_repack, or REPACK (CONCURRENTLY) from PostgreSQL 19 on; plain VACUUM frees space for new rows.")
            .alias("squawk/prefer-repack")
            .growsWithTable()
            .on(
                    Action.RewriteTable.class,
                    (rewrite, scene) -> rewrite.table() == null
                            ? scene.hit(rewrite.command() + " rewrites every table")
                            : scene.hitUnlessNew(rewrite.table(), rewrite.command() + " rewrites " + rewrite.table()))
            .build();

    private RewriteRules() {}

    static List<LintRule> all() {
        return List.of(
                VOLATILE_DEFAULT,
                DEFAULT_BEFORE_11,
                STORED_GENERATED_COLUMN,
                SERIAL_COLUMN_ADDED,
                COLUMN_TYPE_REWRITE,
                TYPE_CHANGE_WITH_CONSTRAINT,
                TABLE_REWRITTEN);
    }

    private static @Nullable Hit volatileDefault(Action.AddColumn add, Scene scene) {
        String expression = add.column().defaultExpression();
        if (expression == null || isNumbered(add.column())) {
            return null;
        }
        return Defaults.volatileCall(expression)
                .map(function -> scene.hitUnlessNew(
                        add.table(), function + "() in the default of " + Words.of(add) + " rewrites " + add.table()))
                .orElse(null);
    }

    private static boolean isNumbered(ColumnSpec column) {
        return column.identity() || column.type().toLowerCase(Locale.ROOT).endsWith("serial");
    }

    private static @Nullable Hit rewritingType(Action.AlterColumnType change, Scene scene) {
        TableKnowledge table = TableKnowledge.of(scene, change.table());
        Optional<String> old = table.typeOf(change.column());
        if (table.isNewColumn(change.column())) {
            return null;
        }
        String column = change.table() + "." + change.column();
        if (old.isEmpty()) {
            Hit hit = scene.hitUnlessNew(
                    change.table(), "changing " + column + " to " + change.type() + " may rewrite " + change.table());
            boolean often = change.using() == null && ColumnTypes.changesCatalogOnly("varchar", change.type());
            return hit != null && often ? hit.atMost(Severity.WARNING) : hit;
        }
        return ColumnTypes.changesCatalogOnly(old.get(), change.type())
                ? null
                : scene.hitUnlessNew(
                        change.table(),
                        "changing " + column + " from " + old.get() + " to " + change.type() + " rewrites "
                                + change.table());
    }

    private static @Nullable Hit constrainedType(Action.AlterColumnType change, Scene scene) {
        TableKnowledge table = TableKnowledge.of(scene, change.table());
        boolean notNullToo = scene.actions(Action.SetNotNull.class)
                .anyMatch(set -> set.column().equals(change.column()));
        boolean checked = table.constraints()
                        .anyMatch(spec -> spec.expression() != null && mentions(spec.expression(), change.column()))
                || table.live().stream()
                        .flatMap(found -> found.checks().stream())
                        .anyMatch(check -> mentions(check.expression(), change.column()));
        return notNullToo || checked
                ? scene.hitUnlessNew(
                        change.table(),
                        "the constraint on " + change.column() + " is checked on every row of " + change.table())
                : null;
    }

    private static boolean mentions(String expression, String column) {
        return expression.matches("(?s).*\\b\\Q" + column + "\\E\\b.*");
    }
}
