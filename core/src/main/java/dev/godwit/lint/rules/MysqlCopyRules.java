package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.mysqlRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB: changes that copy or rebuild the table, most of them while nobody can write to it. */
final class MysqlCopyRules {
    private static final String NEW_COLUMN =
            "Add a new column, write both, backfill in chunks, switch reads, drop the old one.";
    private static final String CONVERT = "ALTER TABLE CONVERT TO CHARACTER SET ";
    /** Options whose change writes the table anew. */
    private static final Set<String> REBUILDING =
            Set.of("engine", "type", "row_format", "key_block_size", "encryption");

    private static final LintRule COLUMN_TYPE_COPIES = mysqlRule("GL-601", "column-type-copies", Severity.ERROR)
            .because(
                    "MODIFY or CHANGE to another type",
                    "The table is copied row by row, and every write to it waits for the end.")
            .instead(NEW_COLUMN + " A longer VARCHAR is free while its length byte stays (63 letters of utf8mb4).")
            .alias("strong_migrations/change_column", "bytebase/column.disallow-change-type")
            .knows(Knowledge.LIVE)
            .growsWithTable()
            .on(Action.RedefineColumn.class, MysqlCopyRules::copiedColumn)
            .build();

    private static final LintRule ENUM_OR_SET_COPIES = mysqlRule("GL-602", "enum-or-set-copies", Severity.ERROR)
            .because(
                    "members of an ENUM or SET change other than at its end",
                    "The numbers behind the members change: the table is copied, and every write waits.")
            .instead("Append at the end; for anything else a new column. 255 members of an ENUM fit into its byte.")
            .alias(
                    "atlas/MY110",
                    "atlas/MY111",
                    "atlas/MY112",
                    "atlas/MY113",
                    "atlas/MY120",
                    "atlas/MY121",
                    "atlas/MY122",
                    "atlas/MY123")
            .knows(Knowledge.LIVE)
            .growsWithTable()
            .on(Action.RedefineColumn.class, MysqlCopyRules::copiedMembers)
            .build();

    private static final LintRule CHARACTER_SET_CONVERTED = mysqlRule(
                    "GL-603", "character-set-converted", Severity.ERROR)
            .because(
                    "CONVERT TO CHARACTER SET",
                    "The table is copied while writes wait; longer letters can push keys over 3072 bytes and TEXT into"
                            + " MEDIUMTEXT.")
            .instead("Column by column: a new column in the new character set, a backfill, a switch of names.")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.RewriteTable.class,
                    (rewrite, scene) ->
                            rewrite.table() != null && rewrite.command().startsWith(CONVERT)
                                    ? scene.hitUnlessNew(
                                            rewrite.table(),
                                            rewrite.table() + " is copied into "
                                                    + rewrite.command().substring(CONVERT.length()))
                                    : null)
            .build();

    private static final LintRule TABLE_REBUILT = mysqlRule("GL-604", "table-rebuilt", Severity.WARNING)
            .because(
                    "the whole table is written anew",
                    "It needs as much room again, fills the buffer pool, and replicas lag by as long as it takes.")
            .instead(
                    "Only where the gain is measured, in quiet hours; ALGORITHM=INPLACE, LOCK=NONE where the server can.")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(Action.RewriteTable.class, MysqlCopyRules::rebuilt)
            .on(Action.TableOptions.class, MysqlCopyRules::rebuiltByOption)
            .build();

    private static final LintRule PRIMARY_KEY_REBUILDS = mysqlRule("GL-605", "primary-key-rebuilds", Severity.ERROR)
            .because(
                    "the primary key is added, dropped or exchanged",
                    "InnoDB keeps rows in its order: the table and all indexes are built anew; dropping it alone also"
                            + " keeps writes out.")
            .instead("Drop the old and add the new key in one ALTER TABLE, in place; or a new table and a copy.")
            .alias("bytebase/index.pk-change")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.AddConstraint.class,
                    (add, scene) ->
                            add.constraint().kind() == ConstraintKind.PRIMARY_KEY ? rebuilt(add.table(), scene) : null)
            .on(Action.AddColumn.class, (add, scene) -> add.column().primaryKey() ? rebuilt(add.table(), scene) : null)
            .on(
                    Action.DropConstraint.class,
                    (drop, scene) -> drop.constraint().equals("PRIMARY") ? rebuilt(drop.table(), scene) : null)
            .build();

    private static final LintRule FOREIGN_KEY_COPIES = mysqlRule("GL-606", "foreign-key-copies", Severity.ERROR)
            .because(
                    "ADD FOREIGN KEY",
                    "With foreign_key_checks on, the table is copied while writes to it wait, and the parent is locked.")
            .instead(
                    "SET foreign_key_checks = 0 and ALGORITHM=INPLACE, then prove that there are no orphans; and switch it"
                            + " on again.")
            .alias("strong_migrations/add_foreign_key", "bytebase/table.no-foreign-key", "skeema/lint-has-fk")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(Action.AddConstraint.class, MysqlCopyRules::foreignKey)
            .build();

    private static final LintRule CHECK_COPIES = mysqlRule("GL-607", "check-copies", Severity.ERROR)
            .because("ADD CHECK", "The table is copied to prove it, and every write waits.")
            .instead("Let code keep the rule; on MySQL NOT ENFORCED documents it, but enforcing it later copies too.")
            .alias("strong_migrations/add_check_constraint")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.AddConstraint.class,
                    (add, scene) -> add.constraint().kind() == ConstraintKind.CHECK
                                    && !add.constraint().notValid()
                            ? scene.hitUnlessNew(
                                    add.table(), add.table() + " is copied to prove " + Words.of(add.constraint()))
                            : null)
            .build();

    private static final LintRule INDEX_KEEPS_WRITES_OUT = mysqlRule("GL-608", "index-keeps-writes-out", Severity.ERROR)
            .because(
                    "a FULLTEXT or SPATIAL index on a table that is in use",
                    "It cannot be built with LOCK=NONE; the first FULLTEXT index also builds the table anew.")
            .instead("In quiet hours, or on a new table that takes the place of the old one.")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(Action.CreateIndex.class, MysqlCopyRules::blockingIndex)
            .build();

    private MysqlCopyRules() {}

    static List<LintRule> all() {
        return List.of(
                COLUMN_TYPE_COPIES,
                ENUM_OR_SET_COPIES,
                CHARACTER_SET_CONVERTED,
                TABLE_REBUILT,
                PRIMARY_KEY_REBUILDS,
                FOREIGN_KEY_COPIES,
                CHECK_COPIES,
                INDEX_KEEPS_WRITES_OUT);
    }

    private static @Nullable Hit copiedColumn(Action.RedefineColumn change, Scene scene) {
        TableKnowledge table = TableKnowledge.of(scene, change.table());
        if (table.isNewColumn(change.column())) {
            return null;
        }
        String wanted = change.definition().type();
        String column = change.table() + "." + change.column();
        Optional<String> old = table.typeOf(change.column());
        if (old.isEmpty()) {
            Hit hit = scene.hitUnlessNew(
                    change.table(), "changing " + column + " to " + wanted + " may copy " + change.table());
            return hit == null ? null : hit.atMost(Severity.WARNING);
        }
        int bytes = MysqlSurroundings.bytesPerLetter(scene, change.table(), change.definition());
        boolean members = MysqlTypes.parse(old.get()).hasMembers()
                && MysqlTypes.parse(wanted).hasMembers();
        return members || !MysqlTypes.copies(old.get(), wanted, bytes)
                ? null
                : scene.hitUnlessNew(
                        change.table(),
                        "changing " + column + " from " + old.get() + " to " + wanted + " copies " + change.table());
    }

    private static @Nullable Hit copiedMembers(Action.RedefineColumn change, Scene scene) {
        String wanted = change.definition().type();
        return TableKnowledge.of(scene, change.table())
                .typeOf(change.column())
                .filter(old -> MysqlTypes.parse(old).hasMembers()
                        && MysqlTypes.parse(wanted).hasMembers())
                .filter(old -> MysqlTypes.copies(old, wanted, 1))
                .map(old -> scene.hitUnlessNew(
                        change.table(),
                        change.table() + "." + change.column() + " changes from " + old + " to " + wanted))
                .orElse(null);
    }

    private static @Nullable Hit rebuilt(Action.RewriteTable rewrite, Scene scene) {
        TableName table = rewrite.table();
        return table == null || rewrite.command().startsWith(CONVERT)
                ? null
                : scene.hitUnlessNew(table, rewrite.command() + " writes " + table + " anew");
    }

    private static @Nullable Hit rebuiltByOption(Action.TableOptions options, Scene scene) {
        boolean alter = scene.facts().kind().equals("ALTER TABLE");
        return options.options().keySet().stream()
                .filter(name -> alter && REBUILDING.contains(name))
                .sorted()
                .findFirst()
                .map(name -> scene.hitUnlessNew(
                        options.table(),
                        "another " + name.toUpperCase(java.util.Locale.ROOT) + " writes " + options.table() + " anew"))
                .orElse(null);
    }

    private static @Nullable Hit rebuilt(TableName table, Scene scene) {
        return scene.hitUnlessNew(table, table + " and its indexes are built anew in the order of another key");
    }

    private static @Nullable Hit foreignKey(Action.AddConstraint add, Scene scene) {
        if (add.constraint().kind() != ConstraintKind.FOREIGN_KEY) {
            return null;
        }
        if (!MysqlSurroundings.isOff(scene, "foreign_key_checks")) {
            return scene.hitUnlessNew(add.table(), add.table() + " is copied to prove " + Words.of(add.constraint()));
        }
        Hit unproved = scene.hitUnlessNew(
                add.table(), "foreign_key_checks is off: no row of " + add.table() + " is checked against its parent");
        return unproved == null ? null : unproved.atMost(Severity.WARNING);
    }

    private static @Nullable Hit blockingIndex(Action.CreateIndex index, Scene scene) {
        boolean blocks = index.method().equals("fulltext") || index.method().equals("spatial");
        return blocks
                ? scene.hitUnlessNew(
                        index.table(),
                        "writes to " + index.table() + " wait until the " + index.method() + " index is built")
                : null;
    }
}
