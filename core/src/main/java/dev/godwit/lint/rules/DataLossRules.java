package dev.godwit.lint.rules;

import static dev.godwit.lint.LintRule.rule;
import static dev.godwit.lint.rules.DialectRules.postgresRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ObjectKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows, columns and objects that are gone afterwards, and changes that existing data can make fail. */
final class DataLossRules {
    /** Kinds whose loss has a rule of its own. */
    private static final Set<ObjectKind> WITH_OWN_RULE =
            Set.of(ObjectKind.TABLE, ObjectKind.PARTITION, ObjectKind.SCHEMA, ObjectKind.DATABASE, ObjectKind.INDEX);

    private static final String RETIRE = "Rename it, wait until nothing asks for it, prove a backup, then drop it.";

    private static final LintRule DROP_TABLE = rule("GL-201", "drop-table", Severity.ERROR)
            .because("DROP TABLE", "Its rows are gone, and clients that still ask for it fail.")
            .instead(RETIRE)
            .alias("squawk/ban-drop-table", "atlas/DS102", "flyway/RG01")
            .knows(Knowledge.PENDING_SET)
            .on(Action.DropObject.class, DataLossRules::droppedTable)
            .build();

    private static final LintRule DROP_COLUMN = rule("GL-202", "drop-column", Severity.ERROR)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "Its values are gone, and clients that name it, or insert without naming columns, fail.",
                    "Deploy code that no longer knows it, then drop it.")
            .because("DROP COLUMN", "Its values are gone, and clients that cached the columns fail.")
            .instead("Deploy code that no longer knows it, then drop it.")
            .alias(
                    "squawk/ban-drop-column",
                    "strong_migrations/remove_column",
                    "online_migrations/remove_column",
                    "atlas/DS103")
            .knows(Knowledge.PENDING_SET)
            .on(
                    Action.DropColumn.class,
                    (drop, scene) -> TableKnowledge.of(scene, drop.table()).isNewColumn(drop.column())
                            ? null
                            : scene.hitUnlessNew(
                                    drop.table(), "the values of " + drop.table() + "." + drop.column() + " are lost"))
            .build();

    private static final LintRule DROP_SCHEMA_OR_DATABASE = rule("GL-203", "drop-schema-or-database", Severity.ERROR)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "DROP DATABASE and DROP SCHEMA are the same here: everything in it is gone.",
                    "Drop its objects one by one, each with its own approval.")
            .because("DROP SCHEMA or DROP DATABASE", "Everything in it is gone.")
            .instead("Drop its objects one by one, each with its own approval.")
            .alias("squawk/ban-drop-database", "atlas/DS101")
            .knows(Knowledge.PENDING_SET)
            .on(Action.DropObject.class, DataLossRules::droppedSchema)
            .build();

    private static final LintRule TRUNCATE = rule("GL-204", "truncate", Severity.ERROR)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "All rows are gone at once, no trigger fires, and it cannot be rolled back: it commits.",
                    "Delete in chunks what must go, with its own approval.")
            .because("TRUNCATE", "All rows are gone; with CASCADE those of every referencing table too.")
            .instead("Delete in chunks what must go, with its own approval.")
            .alias("squawk/ban-truncate-cascade", "flyway/RX003")
            .knows(Knowledge.PENDING_SET)
            .on(Action.Truncate.class, DataLossRules::truncated)
            .build();

    private static final LintRule DROP_PARTITION = rule("GL-205", "drop-partition", Severity.ERROR)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "Its rows are gone.",
                    "EXCHANGE PARTITION with an empty table, archive that, then drop it.")
            .because("a partition is dropped", "Its rows are gone.")
            .instead("DETACH PARTITION CONCURRENTLY, archive the table, then drop it.")
            .alias("flyway/RX012")
            .knows(Knowledge.LIVE)
            .on(Action.DropObject.class, DataLossRules::droppedPartition)
            .build();

    private static final LintRule WRITE_WITHOUT_WHERE = rule("GL-206", "write-without-where", Severity.ERROR)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "Every row is written in one transaction: row locks on the whole table, undo, a binary log event that replicas apply in one piece.",
                    "A backfill step, which works in chunks; a DELETE needs its WHERE spelt out.")
            .because(
                    "DELETE or UPDATE without WHERE",
                    "Every row is written in one transaction: locks, WAL and bloat of the whole table.")
            .instead("A backfill step, which works in chunks; a DELETE needs its WHERE spelt out.")
            .alias("bytebase/statement.where.require")
            .knows(Knowledge.PENDING_SET)
            .on(
                    Action.Delete.class,
                    (delete, scene) -> delete.bounded()
                            ? null
                            : scene.hitUnlessNew(delete.table(), "all rows of " + delete.table() + " are deleted"))
            .on(
                    Action.Update.class,
                    (update, scene) -> update.bounded()
                            ? null
                            : scene.hitUnlessNew(
                                    update.table(), "all rows of " + update.table() + " are written by one statement"))
            .build();

    private static final LintRule ON_DELETE_CASCADE = rule("GL-207", "on-delete-cascade", Severity.WARNING)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "One DELETE silently deletes in other tables, without bound; no trigger fires for those rows.",
                    "Delete explicitly, children first, in chunks.")
            .because("ON DELETE CASCADE", "One DELETE silently deletes in other tables, without bound.")
            .instead("Delete explicitly, children first, in chunks.")
            .on(
                    Action.AddConstraint.class,
                    (add, scene) -> add.constraint().onDeleteCascade()
                            ? scene.hit(
                                    add.table(),
                                    "deleting from " + add.constraint().references() + " deletes from " + add.table())
                            : null)
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().onDeleteCascade()
                            ? scene.hit(
                                    add.table(),
                                    "deleting from " + add.column().references() + " deletes from " + add.table())
                            : null)
            .on(Action.CreateTable.class, DataLossRules::createdCascade)
            .build();

    private static final LintRule DROP_CASCADE = rule("GL-208", "drop-cascade", Severity.WARNING)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "Here the word has no effect: dependents stay, broken.",
                    "Drop the dependents by name; leave the word out.")
            .because("DROP ... CASCADE", "It drops whatever depends on the object, also what nobody listed.")
            .instead("Drop the dependents by name.")
            .on(
                    Action.DropObject.class,
                    (drop, scene) -> drop.cascade()
                            ? scene.hit("all that depends on " + Words.list(drop.names()) + " is dropped too")
                            : null)
            .on(
                    Action.DropColumn.class,
                    (drop, scene) -> drop.cascade()
                            ? scene.hit(
                                    drop.table(),
                                    "all that depends on " + drop.table() + "." + drop.column() + " is dropped too")
                            : null)
            .on(
                    Action.DropConstraint.class,
                    (drop, scene) -> drop.cascade()
                            ? scene.hit(drop.table(), "all that depends on " + drop.constraint() + " is dropped too")
                            : null)
            .build();

    private static final LintRule DROP_CONSTRAINT = rule("GL-209", "drop-constraint", Severity.WARNING)
            .because("a constraint is dropped", "What it kept true can become false with the next write.")
            .instead("Say why it is no longer needed; add its successor first.")
            .alias("atlas/CD101")
            .knows(Knowledge.PENDING_SET)
            .on(Action.DropConstraint.class, DataLossRules::droppedConstraint)
            .build();

    private static final LintRule UNIQUE_ON_EXISTING_DATA = rule("GL-210", "unique-on-existing-data", Severity.WARNING)
            .because(
                    "existing rows become unique",
                    "It fails on duplicates, which production has and the test database has not.")
            .instead("Count duplicates first: SELECT columns FROM table GROUP BY columns HAVING count(*) > 1.")
            .alias("atlas/MF101", "atlas/MF102")
            .knows(Knowledge.LIVE)
            .on(
                    Action.CreateIndex.class,
                    (index, scene) -> index.unique() ? newlyUnique(index.table(), index.columns(), scene) : null)
            .on(Action.AddConstraint.class, DataLossRules::newlyUniqueConstraint)
            .build();

    private static final LintRule REQUIRED_COLUMN_WITHOUT_DEFAULT = rule(
                    "GL-211", "required-column-without-default", Severity.ERROR)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "Rows that exist silently get an empty value ('' or 0); inserts by running code fail in strict mode.",
                    "Give it a default, or add it nullable, backfill, then MODIFY it NOT NULL in place.")
            .because(
                    "ADD COLUMN NOT NULL without a default",
                    "It fails where the table has rows; where it has none, inserts by running code fail.")
            .instead("Add it nullable, let code write it, backfill, then SET NOT NULL by a validated CHECK.")
            .alias("squawk/adding-required-field", "atlas/MF103", "atlas/MY101")
            .knows(Knowledge.PENDING_SET)
            .on(Action.AddColumn.class, DataLossRules::requiredColumn)
            .build();

    private static final LintRule NARROWING_TYPE = postgresRule("GL-212", "narrowing-type", Severity.WARNING)
            .because("a type becomes narrower", "Values that do not fit make it fail, or lose digits.")
            .instead("Count the values that do not fit first, and verify after.")
            .knows(Knowledge.LIVE)
            .on(
                    Action.AlterColumnType.class,
                    (change, scene) -> TableKnowledge.of(scene, change.table())
                            .typeOf(change.column())
                            .filter(old -> ColumnTypes.narrows(old, change.type()))
                            .map(old -> scene.hitUnlessNew(
                                    change.table(),
                                    change.table() + "." + change.column() + " narrows from " + old + " to "
                                            + change.type()))
                            .orElse(null))
            .build();

    private static final LintRule TABLE_REPLACED = rule("GL-213", "table-replaced", Severity.ERROR)
            .because(
                    "a table is dropped and created again",
                    "What looks like a definition deletes the rows that are there.")
            .instead("CREATE TABLE alone; it fails where the table exists, and that is right.")
            .alias("strong_migrations/create_table", "online_migrations/create_table")
            .on(Action.CreateTable.class, DataLossRules::replacedTable)
            .build();

    private static final LintRule DROP_OBJECT = rule("GL-214", "drop-object", Severity.WARNING)
            .because("an object is dropped", "Code, views and jobs that use it fail from that moment on.")
            .instead("Drop it in a later migration than the one that stops its use.")
            .knows(Knowledge.PENDING_SET)
            .on(Action.DropObject.class, DataLossRules::droppedObject)
            .build();

    private DataLossRules() {}

    static List<LintRule> all() {
        return List.of(
                DROP_TABLE,
                DROP_COLUMN,
                DROP_SCHEMA_OR_DATABASE,
                TRUNCATE,
                DROP_PARTITION,
                WRITE_WITHOUT_WHERE,
                ON_DELETE_CASCADE,
                DROP_CASCADE,
                DROP_CONSTRAINT,
                UNIQUE_ON_EXISTING_DATA,
                REQUIRED_COLUMN_WITHOUT_DEFAULT,
                NARROWING_TYPE,
                TABLE_REPLACED,
                DROP_OBJECT);
    }

    private static List<TableName> existing(Action.DropObject drop, Scene scene) {
        return drop.names().stream().filter(name -> !scene.isNew(name)).toList();
    }

    private static @Nullable Hit droppedTable(Action.DropObject drop, Scene scene) {
        List<TableName> lost = drop.object() != ObjectKind.TABLE
                ? List.of()
                : existing(drop, scene).stream()
                        .filter(name -> !TableKnowledge.of(scene, name).isPartition())
                        .toList();
        return lost.isEmpty() ? null : scene.hit(lost.get(0), "all rows of " + Words.list(lost) + " are lost");
    }

    private static @Nullable Hit droppedPartition(Action.DropObject drop, Scene scene) {
        List<TableName> lost = existing(drop, scene).stream()
                .filter(name -> drop.object() == ObjectKind.PARTITION
                        || drop.object() == ObjectKind.TABLE
                                && TableKnowledge.of(scene, name).isPartition())
                .toList();
        return lost.isEmpty()
                ? null
                : scene.hit(lost.get(0), "all rows of partition " + Words.list(lost) + " are lost");
    }

    private static @Nullable Hit droppedSchema(Action.DropObject drop, Scene scene) {
        boolean whole = drop.object() == ObjectKind.SCHEMA || drop.object() == ObjectKind.DATABASE;
        return whole && !isOwn(drop, scene)
                ? scene.hit("everything in " + Words.list(drop.names()) + " is lost")
                : null;
    }

    /** Whether all that is dropped was created by migrations that run together with this one. */
    private static boolean isOwn(Action.DropObject drop, Scene scene) {
        return !drop.names().isEmpty()
                && drop.names().stream()
                        .allMatch(name -> scene.history()
                                .creationOf(scene.ordinal(), name)
                                .filter(entry -> scene.runsWithThis(entry.migration()))
                                .isPresent());
    }

    private static @Nullable Hit truncated(Action.Truncate truncate, Scene scene) {
        List<TableName> lost =
                truncate.tables().stream().filter(table -> !scene.isNew(table)).toList();
        if (lost.isEmpty() && !truncate.cascade()) {
            return null;
        }
        String also = truncate.cascade() ? ", and those of every table that references them," : "";
        List<TableName> named = lost.isEmpty() ? truncate.tables() : lost;
        return scene.hit(named.get(0), "all rows of " + Words.list(named) + also + " are lost");
    }

    private static @Nullable Hit createdCascade(Action.CreateTable create, Scene scene) {
        Stream<TableName> inline = create.columns().stream()
                .filter(Action.ColumnSpec::onDeleteCascade)
                .map(Action.ColumnSpec::references);
        Stream<TableName> apart = create.constraints().stream()
                .filter(Action.ConstraintSpec::onDeleteCascade)
                .map(Action.ConstraintSpec::references);
        return Stream.concat(inline, apart)
                .findFirst()
                .map(parent -> scene.hit(create.table(), "deleting from " + parent + " deletes from " + create.table()))
                .orElse(null);
    }

    private static @Nullable Hit droppedConstraint(Action.DropConstraint drop, Scene scene) {
        boolean own = scene.history()
                .before(scene.ordinal(), drop.table())
                .filter(entry -> scene.runsWithThis(entry.migration()))
                .anyMatch(entry -> entry.action() instanceof Action.AddConstraint add
                        && drop.constraint().equals(add.constraint().name()));
        return own
                ? null
                : scene.hitUnlessNew(drop.table(), drop.constraint() + " no longer holds for " + drop.table());
    }

    private static @Nullable Hit newlyUniqueConstraint(Action.AddConstraint add, Scene scene) {
        ConstraintKind kind = add.constraint().kind();
        boolean unique = kind == ConstraintKind.UNIQUE || kind == ConstraintKind.PRIMARY_KEY;
        return unique && add.constraint().usingIndex() == null
                ? newlyUnique(add.table(), add.constraint().columns(), scene)
                : null;
    }

    private static @Nullable Hit newlyUnique(TableName table, List<String> columns, Scene scene) {
        return TableKnowledge.of(scene, table).isUniqueOn(columns)
                ? null
                : scene.hitUnlessNew(table, "duplicates of " + Words.list(columns) + " in " + table + " make it fail");
    }

    private static @Nullable Hit requiredColumn(Action.AddColumn add, Scene scene) {
        Action.ColumnSpec column = add.column();
        boolean filled = column.defaultExpression() != null
                || column.generatedStored()
                || column.identity()
                || column.type().toLowerCase(Locale.ROOT).endsWith("serial");
        return column.notNull() && !filled
                ? scene.hitUnlessNew(
                        add.table(),
                        Words.of(add) + " is required, and the rows of " + add.table() + " have no value for it")
                : null;
    }

    private static @Nullable Hit replacedTable(Action.CreateTable create, Scene scene) {
        boolean dropped = scene.migration().scenes(scene.part().kind()).stream()
                .limit(scene.index())
                .flatMap(earlier -> earlier.actions(Action.DropObject.class))
                .anyMatch(drop ->
                        drop.object() == ObjectKind.TABLE && drop.names().contains(create.table()));
        return create.orReplace() || dropped
                ? scene.hit(create.table(), "the rows that " + create.table() + " has are deleted first")
                : null;
    }

    private static @Nullable Hit droppedObject(Action.DropObject drop, Scene scene) {
        if (WITH_OWN_RULE.contains(drop.object()) || isOwn(drop, scene)) {
            return null;
        }
        String kind = drop.object().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return scene.hit(kind + " " + Words.list(drop.names()) + " is dropped");
    }
}
