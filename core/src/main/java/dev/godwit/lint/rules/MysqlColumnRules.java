package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.mysqlRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.ServerVersion;
import dev.godwit.lint.Severity;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB: columns that are added, defined anew or refer to others. */
final class MysqlColumnRules {
    private static final ServerVersion MYSQL_INSTANT = new ServerVersion(8, 0, 12);
    private static final ServerVersion MYSQL_INSTANT_ANYWHERE = new ServerVersion(8, 0, 29);
    private static final ServerVersion MARIADB_INSTANT = new ServerVersion(10, 3, 2);
    private static final ServerVersion MARIADB_INSTANT_ANYWHERE = new ServerVersion(10, 4);
    /** Fixed in 8.0.32: the redo log of columns added or dropped at once could not be replayed. */
    private static final ServerVersion FIRST_CORRUPTING = new ServerVersion(8, 0, 29);

    private static final ServerVersion LAST_CORRUPTING = new ServerVersion(8, 0, 31);
    private static final ServerVersion OLDEST = new ServerVersion(0, 0);
    private static final ServerVersion LAST_IGNORING_REFERENCES = new ServerVersion(8, 99);

    private static final LintRule COLUMN_ADDED_BY_REBUILD = mysqlRule(
                    "GL-611", "column-added-by-rebuild", Severity.WARNING)
            .because(
                    "the place of a column makes the server build the table anew",
                    "Columns come instantly at the end from MySQL 8.0.12 and MariaDB 10.3 on, elsewhere from 8.0.29 and"
                            + " 10.4 on; MySQL moves a column that is there by a rebuild.")
            .instead("Leave FIRST and AFTER out: queries name columns anyway.")
            .knows(Knowledge.LIVE)
            .growsWithTable()
            .on(Action.AddColumn.class, MysqlColumnRules::placed)
            .on(Action.RedefineColumn.class, MysqlColumnRules::moved)
            .build();

    private static final LintRule COMPUTED_DEFAULT_ADDED = mysqlRule("GL-612", "computed-default-added", Severity.ERROR)
            .because(
                    "ADD COLUMN with an expression as default",
                    "The table is written anew while writes wait, and statement-based replicas compute other values.")
            .instead("Add it without, set the default for new rows after, backfill the old ones in chunks.")
            .alias("strong_migrations/add_column_default_callable")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> computes(add.column().defaultExpression())
                            ? scene.hitUnlessNew(
                                    add.table(), "the default of " + Words.of(add) + " is computed for every row")
                            : null)
            .build();

    private static final LintRule STORED_COLUMN_ADDED = mysqlRule("GL-613", "stored-column-added", Severity.ERROR)
            .because(
                    "ADD COLUMN ... STORED or PERSISTENT",
                    "The table is copied while writes wait, to compute it for every row.")
            .instead("VIRTUAL, which only changes the dictionary, with an index where it is searched.")
            .alias("strong_migrations/add_column_generated_stored")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().generatedStored()
                            ? scene.hitUnlessNew(add.table(), Words.of(add) + " is computed for every row")
                            : null)
            .build();

    private static final LintRule AUTO_INCREMENT_ADDED = mysqlRule("GL-614", "auto-increment-added", Severity.ERROR)
            .because(
                    "ADD COLUMN ... AUTO_INCREMENT",
                    "The table is copied while writes wait, and replicas may number the rows in another order.")
            .instead("A new table with the column, and a copy of the rows in key order.")
            .alias("strong_migrations/add_column_auto_incrementing")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().identity()
                            ? scene.hitUnlessNew(add.table(), Words.of(add) + " numbers every row of " + add.table())
                            : null)
            .build();

    private static final LintRule INSTANT_CORRUPTS = mysqlRule("GL-615", "instant-corrupts", Severity.ERROR)
            .because(
                    "the server breaks tables whose columns come or go at once",
                    "MySQL 8.0.29 to 8.0.31 cannot replay the redo log of such a table after a crash.")
            .instead("Upgrade to 8.0.32 or newer first, or say ALGORITHM=INPLACE, which Godwit does there by itself.")
            .knows(Knowledge.LIVE)
            .on(Action.AddColumn.class, (add, scene) -> corrupting(add.table(), scene))
            .on(Action.DropColumn.class, (drop, scene) -> corrupting(drop.table(), scene))
            .build();

    private static final LintRule REDEFINITION_FORGETS = mysqlRule("GL-616", "redefinition-forgets", Severity.ERROR)
            .because(
                    "MODIFY or CHANGE leaves out what the column had",
                    "It is the whole definition: NOT NULL, DEFAULT, AUTO_INCREMENT and COMMENT that are not said again"
                            + " are gone.")
            .instead("Repeat the definition as SHOW CREATE TABLE prints it, with the one change.")
            .knows(Knowledge.PENDING_SET)
            .on(Action.RedefineColumn.class, MysqlColumnRules::forgetting)
            .build();

    private static final LintRule COLUMN_NARROWS = mysqlRule("GL-617", "column-narrows", Severity.WARNING)
            .because(
                    "a column becomes narrower",
                    "Values that do not fit make it fail in strict mode, and are cut or rounded without it.")
            .instead("Count the values that do not fit first, and verify after.")
            .knows(Knowledge.LIVE)
            .on(Action.RedefineColumn.class, MysqlColumnRules::narrowing)
            .build();

    private static final LintRule INLINE_REFERENCE_IGNORED = mysqlRule(
                    "GL-618", "inline-reference-ignored", Severity.WARNING)
            .because(
                    "REFERENCES behind a column",
                    "MySQL before 9.0 reads it and does nothing: there is no foreign key. MariaDB makes one from 10.5 on.")
            .instead("FOREIGN KEY (column) REFERENCES table (column), as a clause of its own.")
            .alias("atlas/MY102")
            .knows(Knowledge.LIVE)
            .on(Action.CreateTable.class, MysqlColumnRules::ignoredReferences)
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> add.column().references() != null && ignoresReferences(scene)
                            ? scene.hit(add.table(), Words.of(add) + " gets no foreign key")
                            : null)
            .build();

    private static final LintRule REFERENCE_TYPE_DIFFERS = mysqlRule("GL-619", "reference-type-differs", Severity.ERROR)
            .because(
                    "a foreign key whose type differs from the key",
                    "The server refuses it: size, sign and character set must be the same.")
            .instead("Give both columns the same type, UNSIGNED and character set among it.")
            .alias("online_migrations/mismatched_foreign_key_type")
            .knows(Knowledge.LIVE)
            .on(Action.CreateTable.class, MysqlColumnRules::differsInTable)
            .on(Action.AddConstraint.class, MysqlColumnRules::differsInConstraint)
            .build();

    private MysqlColumnRules() {}

    static List<LintRule> all() {
        return List.of(
                COLUMN_ADDED_BY_REBUILD,
                COMPUTED_DEFAULT_ADDED,
                STORED_COLUMN_ADDED,
                AUTO_INCREMENT_ADDED,
                INSTANT_CORRUPTS,
                REDEFINITION_FORGETS,
                COLUMN_NARROWS,
                INLINE_REFERENCE_IGNORED,
                REFERENCE_TYPE_DIFFERS);
    }

    private static @Nullable Hit placed(Action.AddColumn add, Scene scene) {
        boolean never = MysqlSurroundings.olderThan(scene, MYSQL_INSTANT, MARIADB_INSTANT);
        boolean atEnd = MysqlSurroundings.olderThan(scene, MYSQL_INSTANT_ANYWHERE, MARIADB_INSTANT_ANYWHERE);
        boolean rebuilds = never || atEnd && add.column().extras().placement() != null;
        return rebuilds
                ? scene.hitUnlessNew(add.table(), "adding " + Words.of(add) + " writes " + add.table() + " anew")
                : null;
    }

    private static @Nullable Hit moved(Action.RedefineColumn change, Scene scene) {
        boolean moves = change.definition().extras().placement() != null
                && !MysqlSurroundings.isMariadbFrom(
                        scene, MARIADB_INSTANT_ANYWHERE.major(), MARIADB_INSTANT_ANYWHERE.minor());
        return moves
                ? scene.hitUnlessNew(
                        change.table(), "moving " + change.column() + " writes " + change.table() + " anew")
                : null;
    }

    /** An expression stands in parentheses; what else a default can be is one value for all rows. */
    private static boolean computes(@Nullable String expression) {
        return expression != null
                && (expression.startsWith("(")
                        || expression.toLowerCase(Locale.ROOT).startsWith("uuid"));
    }

    private static @Nullable Hit corrupting(TableName table, Scene scene) {
        boolean avoided = scene.actions(Action.OnlineOptions.class)
                .anyMatch(options ->
                        options.algorithm() != null && !options.algorithm().equals("INSTANT"));
        return !avoided && MysqlSurroundings.isMysqlBetween(scene, FIRST_CORRUPTING, LAST_CORRUPTING)
                ? scene.hitUnlessNew(table, table + " may be lost with the next crash of this server")
                : null;
    }

    private static @Nullable Hit forgetting(Action.RedefineColumn change, Scene scene) {
        return TableKnowledge.of(scene, change.table())
                .definitionOf(change.column())
                .map(old -> forgotten(old, change.definition()))
                .filter(lost -> !lost.isEmpty())
                .map(lost -> scene.hit(
                        change.table(), change.table() + "." + change.column() + " loses " + Words.list(lost)))
                .orElse(null);
    }

    /** A NULL that is written, or a default of NULL, is a wish. */
    private static List<String> forgotten(ColumnSpec old, ColumnSpec now) {
        List<String> lost = new ArrayList<>();
        if (old.notNull() && !now.notNull() && !old.primaryKey()) {
            lost.add("NOT NULL");
        }
        if (old.defaultExpression() != null && now.defaultExpression() == null) {
            lost.add("DEFAULT " + old.defaultExpression());
        }
        if (old.identity() && !now.identity()) {
            lost.add("AUTO_INCREMENT");
        }
        if (old.extras().onUpdate() != null && now.extras().onUpdate() == null) {
            lost.add("ON UPDATE " + old.extras().onUpdate());
        }
        if (old.extras().comment() != null && now.extras().comment() == null) {
            lost.add("COMMENT");
        }
        return lost;
    }

    private static @Nullable Hit narrowing(Action.RedefineColumn change, Scene scene) {
        String wanted = change.definition().type();
        return TableKnowledge.of(scene, change.table())
                .typeOf(change.column())
                .filter(old -> MysqlTypes.narrows(old, wanted))
                .map(old -> scene.hitUnlessNew(
                        change.table(),
                        change.table() + "." + change.column() + " narrows from " + old + " to " + wanted))
                .orElse(null);
    }

    private static boolean ignoresReferences(Scene scene) {
        return scene.migration().input().version() == null
                || MysqlSurroundings.isMysqlBetween(scene, OLDEST, LAST_IGNORING_REFERENCES);
    }

    private static @Nullable Hit ignoredReferences(Action.CreateTable create, Scene scene) {
        List<String> columns = create.columns().stream()
                .filter(column -> column.references() != null)
                .map(ColumnSpec::name)
                .toList();
        return columns.isEmpty() || !ignoresReferences(scene)
                ? null
                : scene.hit(create.table(), Words.list(columns) + " of " + create.table() + " gets no foreign key");
    }

    private static @Nullable Hit differsInTable(Action.CreateTable create, Scene scene) {
        for (Action.ConstraintSpec spec : create.constraints()) {
            Optional<String> type = create.columns().stream()
                    .filter(column -> List.of(column.name()).equals(spec.columns()))
                    .map(ColumnSpec::type)
                    .findFirst();
            Hit hit = type.isEmpty() ? null : differs(create.table(), spec, type.get(), scene);
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }

    private static @Nullable Hit differsInConstraint(Action.AddConstraint add, Scene scene) {
        List<String> columns = add.constraint().columns();
        return columns.size() != 1
                ? null
                : TableKnowledge.of(scene, add.table())
                        .typeOf(columns.get(0))
                        .map(type -> differs(add.table(), add.constraint(), type, scene))
                        .orElse(null);
    }

    /** Texts may differ in length. */
    private static @Nullable Hit differs(TableName table, Action.ConstraintSpec spec, String type, Scene scene) {
        if (spec.references() == null) {
            return null;
        }
        String referenced = referencedColumn(spec, scene);
        return TableKnowledge.of(scene, spec.references())
                .typeOf(referenced)
                .filter(key -> !MysqlTypes.same(type, key))
                .filter(key -> !MysqlTypes.parse(type).isText()
                        || !MysqlTypes.parse(key).isText())
                .map(key -> scene.hit(
                        table,
                        table + "." + spec.columns().get(0) + " is " + type + ", and " + spec.references() + "."
                                + referenced + " is " + key))
                .orElse(null);
    }

    /** The action does not carry it, the text does. Empty where it is not found, which is no column. */
    private static String referencedColumn(Action.ConstraintSpec spec, Scene scene) {
        String column = Pattern.quote(spec.columns().get(0));
        Matcher match = Pattern.compile("(?i)\\(\\s*`?" + column + "`?\\s*\\)\\s*REFERENCES\\s+[^(]+\\(\\s*`?(\\w+)")
                .matcher(scene.masked());
        return match.find() ? match.group(1) : "";
    }
}
