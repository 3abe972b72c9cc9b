package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.mysqlRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.LiveFacts;
import dev.godwit.lint.LiveFacts.ForeignKey;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB: what only the live catalog knows, of foreign keys and of how rows are kept. */
final class MysqlBindingRules {
    private static final String CHECKS = "foreign_key_checks";

    private static final LintRule INDEX_NEEDED = mysqlRule("GL-671", "index-needed-by-foreign-key", Severity.ERROR)
            .because("DROP INDEX on what a foreign key stands upon", "The server refuses it (1553).")
            .instead("Make the index that takes its place first, or drop the foreign key before.")
            .knows(Knowledge.LIVE)
            .on(Action.DropIndex.class, MysqlBindingRules::needed)
            .build();

    private static final LintRule COLUMN_BOUND = mysqlRule("GL-672", "foreign-key-column-changed", Severity.ERROR)
            .because(
                    "a column of a foreign key gets another type, or goes",
                    "The server refuses it on either side (1832, 1833, 1828, 1829) while foreign_key_checks is on.")
            .instead("Drop the foreign key, change both columns, add it again; each is a step of its own.")
            .knows(Knowledge.LIVE)
            .on(
                    Action.AlterColumnType.class,
                    (alter, scene) -> isOtherType(alter, scene) ? bound(alter.table(), alter.column(), scene) : null)
            .on(Action.DropColumn.class, (drop, scene) -> bound(drop.table(), drop.column(), scene))
            .build();

    private static final LintRule PARENT_LOST = mysqlRule("GL-673", "referenced-table-lost", Severity.ERROR)
            .because(
                    "DROP or TRUNCATE of a table that others refer to",
                    "The server refuses it (3730, 1701; MariaDB 1451), or leaves rows without a parent where"
                            + " foreign_key_checks is off.")
            .instead("Drop the foreign keys first, in a migration that says what becomes of the rows.")
            .knows(Knowledge.LIVE)
            .on(Action.Truncate.class, (truncate, scene) -> lost(truncate.tables(), scene))
            .on(
                    Action.DropObject.class,
                    (drop, scene) -> drop.object() == ObjectKind.TABLE ? lost(drop.names(), scene) : null)
            .build();

    private static final LintRule COMPRESSED = mysqlRule("GL-674", "compressed-rows-rebuilt", Severity.WARNING)
            .because(
                    "a column comes or goes in a table with compressed rows",
                    "ROW_FORMAT=COMPRESSED has no instant change: the table is built anew.")
            .instead("In quiet hours; or DYNAMIC with page compression, if the rows are to stay small.")
            .knows(Knowledge.LIVE)
            .growsWithTable()
            .on(Action.AddColumn.class, (add, scene) -> compressed(add.table(), scene))
            .on(Action.DropColumn.class, (drop, scene) -> compressed(drop.table(), scene))
            .build();

    private MysqlBindingRules() {}

    static List<LintRule> all() {
        return List.of(INDEX_NEEDED, COLUMN_BOUND, PARENT_LOST, COMPRESSED);
    }

    /** Foreign keys of the table and to it, each with the columns that it has there. */
    private static Stream<ForeignKey> keys(TableName table, Scene scene) {
        return scene.live(table).stream().flatMap(live -> live.bindings().foreignKeys().stream());
    }

    private static List<String> columnsHere(ForeignKey key, TableName table) {
        return key.table().name().equals(table.name()) ? key.columns() : key.parentColumns();
    }

    private static @Nullable Hit needed(Action.DropIndex drop, Scene scene) {
        List<LiveFacts.Index> indexes =
                scene.live(drop.table()).map(LiveFacts.Table::indexes).orElse(List.of());
        return keys(drop.table(), scene)
                .filter(key -> {
                    List<String> columns = columnsHere(key, drop.table());
                    List<String> serving = indexes.stream()
                            .filter(index -> beginsWith(index.columns(), columns))
                            .map(LiveFacts.Index::name)
                            .toList();
                    return serving.equals(List.of(drop.index()));
                })
                .findFirst()
                .map(key -> scene.hit(drop.table(), drop.index() + " is all that " + key.name() + " stands upon"))
                .orElse(null);
    }

    private static boolean beginsWith(List<String> index, List<String> columns) {
        return index.size() >= columns.size()
                && index.subList(0, columns.size()).equals(columns);
    }

    private static boolean isOtherType(Action.AlterColumnType alter, Scene scene) {
        return TableKnowledge.of(scene, alter.table())
                .typeOf(alter.column())
                .filter(type -> isAlike(MysqlTypes.parse(type), MysqlTypes.parse(alter.type())))
                .isEmpty();
    }

    /** As far as a foreign key asks: the width of a number and the length of a text are no matter. */
    private static boolean isAlike(MysqlTypes.Type one, MysqlTypes.Type other) {
        boolean free = one.isWholeNumber() || one.isText();
        return one.base().equals(other.base())
                && one.unsigned() == other.unsigned()
                && (free || one.arguments().equals(other.arguments()));
    }

    private static @Nullable Hit bound(TableName table, String column, Scene scene) {
        if (MysqlSurroundings.isOff(scene, CHECKS)) {
            return null;
        }
        List<String> dropped = scene.actions(Action.DropConstraint.class)
                .map(Action.DropConstraint::constraint)
                .toList();
        return keys(table, scene)
                .filter(key -> columnsHere(key, table).contains(column) && !dropped.contains(key.name()))
                .filter(key -> scene.history()
                        .before(scene.ordinal(), key.table(), Action.DropConstraint.class)
                        .noneMatch(drop -> drop.constraint().equals(key.name())))
                .findFirst()
                .map(key -> scene.hit(table, table + "." + column + " is bound by " + key.name()))
                .orElse(null);
    }

    private static @Nullable Hit lost(List<TableName> tables, Scene scene) {
        List<String> going = tables.stream().map(TableName::name).toList();
        return tables.stream()
                .flatMap(table -> keys(table, scene)
                        .filter(key -> key.parent().name().equals(table.name())
                                && !going.contains(key.table().name()))
                        .map(key -> scene.hit(table, key.table() + " refers to " + table + " (" + key.name() + ")")))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Hit compressed(TableName table, Scene scene) {
        boolean compressed = scene.live(table)
                .filter(live -> live.bindings().rowFormat().equalsIgnoreCase("compressed"))
                .isPresent();
        return compressed ? scene.hit(table, table + " keeps its rows compressed and is built anew") : null;
    }
}
