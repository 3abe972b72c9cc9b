package dev.godwit.lint.rules;

import static dev.godwit.lint.LintRule.rule;
import static dev.godwit.lint.rules.DialectRules.postgresRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.lint.fix.ColumnFixes;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ObjectKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes that code which runs while the migration does cannot live with. */
final class CompatibilityRules {
    private static final Set<ObjectKind> ASKED_FOR_BY_NAME =
            Set.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW, ObjectKind.SCHEMA);
    private static final Set<String> SHORT_TYPES = Set.of("integer", "smallint");

    private static final LintRule RENAME_COLUMN = rule("GL-301", "rename-column", Severity.ERROR)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "Code that runs asks for the old name and fails.",
                    "A new column kept equal by triggers and a backfill, or a view under the table's name.")
            .because("a column is renamed", "Code that runs asks for the old name and fails.")
            .instead("A new column kept equal by a trigger and a backfill, or a view under the old name.")
            .alias(
                    "squawk/renaming-column",
                    "strong_migrations/rename_column",
                    "online_migrations/rename_column",
                    "atlas/BC102")
            .knows(Knowledge.PENDING_SET)
            .on(
                    Action.RenameColumn.class,
                    (rename, scene) -> TableKnowledge.of(scene, rename.table()).isNewColumn(rename.column())
                            ? null
                            : scene.hitUnlessNew(
                                    rename.table(), "code still asks for " + rename.table() + "." + rename.column()))
            .build();

    private static final LintRule RENAME_TABLE = rule("GL-302", "rename-table", Severity.ERROR)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "Code that runs asks for the old name and fails.",
                    "A view under the old name right after; or swap two tables by one RENAME TABLE, which is atomic.")
            .because("a table, view or schema is renamed", "Code that runs asks for the old name and fails.")
            .instead("In the same transaction create a view under the old name.")
            .alias(
                    "squawk/renaming-table",
                    "strong_migrations/rename_table",
                    "strong_migrations/rename_schema",
                    "online_migrations/rename_table",
                    "atlas/BC101")
            .knows(Knowledge.PENDING_SET)
            .on(Action.RenameObject.class, CompatibilityRules::renamedObject)
            .build();

    private static final LintRule RENAME_ENUM_VALUE = rule("GL-303", "rename-enum-value", Severity.ERROR)
            .because("an enum value is renamed", "Code that runs writes the old value and fails.")
            .instead("Add the new value, backfill, stop using the old one.")
            .alias("strong_migrations/rename_enum_value")
            .on(
                    Action.RenameEnumValue.class,
                    (rename, scene) -> scene.hit("code still writes '" + rename.value() + "' of " + rename.type()))
            .build();

    private static final LintRule DROP_NOT_NULL = rule("GL-304", "drop-not-null", Severity.WARNING)
            .because("NOT NULL is dropped", "Readers that never saw NULL in the column may fail.")
            .instead("Deploy readers that expect NULL first.")
            .alias("squawk/ban-drop-not-null")
            .knows(Knowledge.PENDING_SET)
            .on(
                    Action.DropNotNull.class,
                    (drop, scene) -> scene.hitUnlessNew(
                            drop.table(), drop.table() + "." + drop.column() + " may hold NULL from now on"))
            .build();

    private static final LintRule DEFAULT_CHANGED = rule("GL-305", "default-changed", Severity.NOTE)
            .because(
                    "the default of an existing column changes",
                    "Code that caches defaults writes the old one, code that relies on it gets the new one.")
            .instead("Deploy code that writes the column explicitly first.")
            .alias("strong_migrations/change_column_default", "online_migrations/change_column_default")
            .knows(Knowledge.PENDING_SET)
            .on(
                    Action.SetDefault.class,
                    (set, scene) -> TableKnowledge.of(scene, set.table()).isNewColumn(set.column())
                            ? null
                            : scene.hitUnlessNew(
                                    set.table(), "the default of " + set.table() + "." + set.column() + " changes"))
            .build();

    private static final LintRule JSON_COLUMN = postgresRule("GL-306", "json-column", Severity.WARNING)
            .because("json instead of jsonb", "json has no equality: SELECT DISTINCT and GROUP BY over the row fail.")
            .instead("jsonb.")
            .alias("strong_migrations/add_column_json", "online_migrations/add_column_json")
            .fix(ColumnFixes::binaryJson)
            .on(Action.AddColumn.class, (add, scene) -> json(add.table(), List.of(add.column()), scene))
            .on(Action.CreateTable.class, (create, scene) -> json(create.table(), create.columns(), scene))
            .build();

    private static final LintRule SHORT_INTEGER_KEY = postgresRule("GL-307", "short-integer-key", Severity.WARNING)
            .because(
                    "a key of integer or smallint",
                    "It runs out at 2,147,483,647 rows ever inserted, and growing it rewrites the table.")
            .instead("bigint GENERATED ALWAYS AS IDENTITY.")
            .alias(
                    "squawk/prefer-bigint-over-int",
                    "squawk/prefer-bigint-over-smallint",
                    "squawk/prefer-big-int",
                    "online_migrations/short_primary_key_type")
            .on(Action.CreateTable.class, CompatibilityRules::shortKey)
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().primaryKey()
                                    && isShort(add.column().type())
                            ? scene.hit(
                                    add.table(),
                                    Words.of(add) + " is " + add.column().type())
                            : null)
            .build();

    private static final LintRule REFERENCE_TYPE_MISMATCH = postgresRule(
                    "GL-308", "reference-type-mismatch", Severity.WARNING)
            .because(
                    "a foreign key whose type differs from the key",
                    "Values that the key can hold do not fit, and each join casts.")
            .instead("Give both columns the same type.")
            .alias("online_migrations/mismatched_foreign_key_type")
            .knows(Knowledge.LIVE)
            .on(Action.CreateTable.class, CompatibilityRules::mismatchInTable)
            .on(
                    Action.AddColumn.class,
                    (add, scene) ->
                            mismatch(add.table(), add.column(), add.column().references(), scene))
            .on(Action.AddConstraint.class, CompatibilityRules::mismatchInConstraint)
            .build();

    private static final LintRule SINGLE_TABLE_INHERITANCE_COLUMN = rule(
                    "GL-309", "single-table-inheritance-column", Severity.NOTE)
            .because(
                    "a column called type is added to an existing table",
                    "Object mappers (Rails) take it for single-table inheritance, and running code fails on rows without it.")
            .instead("Another name, or deploy code that knows of it first.")
            .alias("online_migrations/add_inheritance_column")
            .knows(Knowledge.PENDING_SET)
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().name().equals("type")
                            ? scene.hitUnlessNew(add.table(), Words.of(add) + " may be taken for an inheritance column")
                            : null)
            .build();

    private CompatibilityRules() {}

    static List<LintRule> all() {
        return List.of(
                RENAME_COLUMN,
                RENAME_TABLE,
                RENAME_ENUM_VALUE,
                DROP_NOT_NULL,
                DEFAULT_CHANGED,
                JSON_COLUMN,
                SHORT_INTEGER_KEY,
                REFERENCE_TYPE_MISMATCH,
                SINGLE_TABLE_INHERITANCE_COLUMN);
    }

    private static @Nullable Hit renamedObject(Action.RenameObject rename, Scene scene) {
        if (!ASKED_FOR_BY_NAME.contains(rename.object()) || scene.isNew(rename.name())) {
            return null;
        }
        List<Action> later = scene.transaction().stream()
                .filter(other -> other.index() > scene.index())
                .flatMap(other -> other.facts().actions().stream())
                .toList();
        boolean covered = later.stream().anyMatch(action -> takesTheName(action, rename.name()));
        boolean swapped = scene.transaction().stream()
                .flatMap(other -> other.actions(Action.RenameObject.class))
                .filter(other -> !other.equals(rename))
                .anyMatch(other -> rename.name().name().equals(other.to())
                        || other.name().name().equals(rename.to()));
        return covered || swapped ? null : scene.hit(rename.name(), "code still asks for " + rename.name());
    }

    /** Whether a view or a table comes to be under the name, so that code goes on finding something there. */
    private static boolean takesTheName(Action action, TableName name) {
        boolean view = action instanceof Action.CreateObject create
                && create.object() == ObjectKind.VIEW
                && name.equals(create.name());
        return view || action instanceof Action.CreateTable table && name.equals(table.table());
    }

    private static @Nullable Hit json(TableName table, List<ColumnSpec> columns, Scene scene) {
        return columns.stream()
                .filter(column -> column.type().equalsIgnoreCase("json"))
                .findFirst()
                .map(column -> scene.hit(table, table + "." + column.name() + " is json"))
                .orElse(null);
    }

    private static boolean isShort(String type) {
        return SHORT_TYPES.contains(ColumnTypes.parse(type).base());
    }

    private static @Nullable Hit shortKey(Action.CreateTable create, Scene scene) {
        Set<String> keys = new HashSet<>();
        create.constraints().stream()
                .filter(spec -> spec.kind() == ConstraintKind.PRIMARY_KEY
                        && spec.columns().size() == 1)
                .forEach(spec -> keys.addAll(spec.columns()));
        return create.columns().stream()
                .filter(column -> column.primaryKey() || keys.contains(column.name()))
                .filter(column -> isShort(column.type()))
                .findFirst()
                .map(column -> scene.hit(
                        create.table(), "the key " + create.table() + "." + column.name() + " is " + column.type()))
                .orElse(null);
    }

    private static @Nullable Hit mismatchInTable(Action.CreateTable create, Scene scene) {
        for (ColumnSpec column : create.columns()) {
            Hit hit = mismatch(create.table(), column, column.references(), scene);
            if (hit != null) {
                return hit;
            }
        }
        return create.constraints().stream()
                .filter(spec -> spec.kind() == ConstraintKind.FOREIGN_KEY
                        && spec.columns().size() == 1)
                .flatMap(spec -> create.columns().stream()
                        .filter(column -> spec.columns().contains(column.name()))
                        .map(column -> mismatch(create.table(), column, spec.references(), scene)))
                .filter(hit -> hit != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Hit mismatchInConstraint(Action.AddConstraint add, Scene scene) {
        List<String> columns = add.constraint().columns();
        if (add.constraint().kind() != ConstraintKind.FOREIGN_KEY || columns.size() != 1) {
            return null;
        }
        Optional<String> type = TableKnowledge.of(scene, add.table()).typeOf(columns.get(0));
        return type.map(known -> mismatch(
                        add.table(), columns.get(0), known, add.constraint().references(), scene))
                .orElse(null);
    }

    private static @Nullable Hit mismatch(
            TableName table, ColumnSpec column, @Nullable TableName referenced, Scene scene) {
        return mismatch(table, column.name(), column.type(), referenced, scene);
    }

    /** The text tells the referenced table, not its column: the key is taken for {@code id}. */
    private static @Nullable Hit mismatch(
            TableName table, String column, String type, @Nullable TableName referenced, Scene scene) {
        if (referenced == null) {
            return null;
        }
        return TableKnowledge.of(scene, referenced)
                .typeOf("id")
                .filter(key -> !ColumnTypes.sameBase(type, key))
                .map(key -> scene.hit(
                        table, table + "." + column + " is " + type + ", and " + referenced + ".id is " + key))
                .orElse(null);
    }
}
