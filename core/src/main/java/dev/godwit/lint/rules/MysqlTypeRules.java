package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.mysqlRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.lint.fix.CharacterSetFixes;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintKind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB: types, character sets and engines that one regrets. */
final class MysqlTypeRules {
    private static final Pattern MONEY = Pattern.compile(
            "(?i).*(price|amount|total|balance|cost|fee|tax|salary|payment|discount|revenue|budget|money).*");
    private static final Pattern ZERO_DATE = Pattern.compile(".*'0000-00-00.*|0");
    private static final Pattern DISPLAY_WIDTH = Pattern.compile("(?:tiny|small|medium|big)?int(?:eger)?\\(\\d+\\).*");
    private static final Set<String> FLOATING = Set.of("float", "double");
    private static final Set<String> DATES = Set.of("date", "datetime", "timestamp");
    private static final Map<String, String> LAST_NUMBER =
            Map.of("tinyint", "127", "smallint", "32,767", "mediumint", "8,388,607", "int", "2,147,483,647");

    private static final LintRule THREE_BYTE_UTF8 = mysqlRule("GL-651", "three-byte-utf8", Severity.WARNING)
            .because(
                    "utf8 of three bytes",
                    "Emoji and rare letters are refused or cut, and going to utf8mb4 later copies the table.")
            .instead("utf8mb4.")
            .alias("skeema/lint-charset", "bytebase/system.charset.allowlist")
            .fix(CharacterSetFixes::fourBytes)
            .onStatement(scene -> CharacterSetFixes.namesThreeBytes(scene)
                    ? scene.hit(scene.facts().kind() + " names utf8, which is utf8mb3")
                    : null)
            .build();

    private static final LintRule ENGINE_NOT_INNODB = mysqlRule("GL-652", "engine-not-innodb", Severity.WARNING)
            .because(
                    "another engine than InnoDB",
                    "MyISAM and its like know no transactions and lock whole tables; a crash can leave them broken.")
            .instead("ENGINE=InnoDB.")
            .alias("skeema/lint-engine", "bytebase/engine.mysql.use-innodb")
            .on(Action.TableOptions.class, MysqlTypeRules::otherEngine)
            .build();

    private static final LintRule FLOAT_COLUMN = column(
            mysqlRule("GL-653", "float-for-money", Severity.WARNING)
                    .because("money as FLOAT or DOUBLE", "Sums drift by fractions, and equality finds nothing.")
                    .instead("DECIMAL with the digits that the currency has.")
                    .alias("skeema/lint-has-float"),
            spec -> FLOATING.contains(MysqlTypes.parse(spec.type()).base())
                    && MONEY.matcher(spec.name()).matches());

    private static final LintRule ZERO_DATE_DEFAULT = column(
            mysqlRule("GL-654", "zero-date", Severity.ERROR)
                    .because(
                            "a default of '0000-00-00'",
                            "Strict servers refuse it (NO_ZERO_DATE), drivers fail on it, and comparisons lie.")
                    .instead("NULL where there is no date.")
                    .alias("skeema/lint-zero-date"),
            spec -> DATES.contains(MysqlTypes.parse(spec.type()).base())
                    && spec.defaultExpression() != null
                    && ZERO_DATE.matcher(spec.defaultExpression()).matches());

    private static final LintRule TIMESTAMP_ENDS = mysqlRule("GL-655", "timestamp-ends-2038", Severity.NOTE)
            .because(
                    "TIMESTAMP",
                    "It ends on 2038-01-19 (2106 from MariaDB 11.5 on), and is converted by each session's time zone.")
            .instead("DATETIME in UTC.")
            .alias("skeema/lint-has-time")
            .on(Action.CreateTable.class, (create, scene) -> ending(create.table(), create.columns(), scene))
            .on(Action.AddColumn.class, (add, scene) -> ending(add.table(), List.of(add.column()), scene))
            .build();

    private static final LintRule KEY_RUNS_OUT = mysqlRule("GL-656", "key-runs-out", Severity.WARNING)
            .because(
                    "a key of INT or smaller",
                    "It runs out at 2,147,483,647 (twice that unsigned), gaps of rolled-back inserts among them; growing it"
                            + " copies the table and all that refer to it.")
            .instead("bigint unsigned AUTO_INCREMENT.")
            .alias("skeema/lint-auto-inc", "bytebase/column.auto-increment-must-integer")
            .on(Action.CreateTable.class, MysqlTypeRules::shortKey)
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> isShortKey(add.column(), Set.of())
                            ? scene.hit(add.table(), runsOut(add.table(), add.column()))
                            : null)
            .build();

    private static final LintRule SIGNED_KEY = column(
            mysqlRule("GL-657", "signed-auto-increment", Severity.NOTE)
                    .because(
                            "AUTO_INCREMENT of a signed type", "It never counts below 0: half of the numbers are lost.")
                    .instead("UNSIGNED, in the key and in all that refers to it.")
                    .alias("bytebase/column.auto-increment-must-unsigned"),
            spec -> spec.identity()
                    && MysqlTypes.parse(spec.type()).isWholeNumber()
                    && !MysqlTypes.parse(spec.type()).unsigned());

    private static final LintRule DISPLAY_WIDTH_WRITTEN = column(
            mysqlRule("GL-658", "display-width", Severity.NOTE)
                    .because(
                            "INT with a width",
                            "It limits nothing, and MySQL 8.0.19 and newer no longer show it: diffs differ.")
                    .instead("INT without a number; tinyint(1) for truth values stays.")
                    .alias("skeema/lint-display-width"),
            spec -> DISPLAY_WIDTH.matcher(spec.type()).matches()
                    && !spec.type().startsWith("tinyint(1)")
                    && !spec.type().contains("zerofill"));

    private static final LintRule COMPRESSED_TABLE = mysqlRule("GL-659", "compressed-table", Severity.NOTE)
            .because(
                    "a compressed table",
                    "ROW_FORMAT=COMPRESSED keeps each page twice in the buffer pool and splits pages that do not shrink"
                            + " enough; changing it copies the table.")
            .instead("ROW_FORMAT=DYNAMIC; measure before compressing.")
            .alias("skeema/lint-compression")
            .on(
                    Action.TableOptions.class,
                    (options, scene) -> isCompressed(options.options())
                            ? scene.hit(options.table(), options.table() + " is compressed")
                            : null)
            .build();

    private MysqlTypeRules() {}

    static List<LintRule> all() {
        return List.of(
                THREE_BYTE_UTF8,
                ENGINE_NOT_INNODB,
                FLOAT_COLUMN,
                ZERO_DATE_DEFAULT,
                TIMESTAMP_ENDS,
                KEY_RUNS_OUT,
                SIGNED_KEY,
                DISPLAY_WIDTH_WRITTEN,
                COMPRESSED_TABLE);
    }

    private static LintRule column(LintRule.Builder rule, Predicate<ColumnSpec> isMeant) {
        return rule.on(
                        Action.CreateTable.class,
                        (create, scene) -> TypeRules.first(create.table(), create.columns(), isMeant, scene))
                .on(
                        Action.AddColumn.class,
                        (add, scene) -> TypeRules.first(add.table(), List.of(add.column()), isMeant, scene))
                .on(
                        Action.RedefineColumn.class,
                        (change, scene) ->
                                TypeRules.first(change.table(), List.of(change.definition()), isMeant, scene))
                .build();
    }

    private static @Nullable Hit otherEngine(Action.TableOptions options, Scene scene) {
        String engine =
                options.options().getOrDefault("engine", options.options().get("type"));
        return engine == null || engine.toLowerCase(Locale.ROOT).equals("innodb")
                ? null
                : scene.hit(options.table(), options.table() + " is kept by " + engine);
    }

    private static boolean isCompressed(Map<String, String> options) {
        String format = options.getOrDefault("row_format", "");
        String pages = options.getOrDefault("page_compressed", "0").replace("'", "");
        return format.equalsIgnoreCase("compressed")
                || options.containsKey("key_block_size")
                || options.containsKey("compression")
                || pages.equals("1")
                || pages.equalsIgnoreCase("on");
    }

    private static @Nullable Hit ending(TableName table, List<ColumnSpec> columns, Scene scene) {
        return MysqlSurroundings.isMariadbFrom(scene, 11, 5)
                ? null
                : TypeRules.first(
                        table,
                        columns,
                        spec -> MysqlTypes.parse(spec.type()).base().equals("timestamp"),
                        scene);
    }

    private static @Nullable Hit shortKey(Action.CreateTable create, Scene scene) {
        Set<String> keys = new HashSet<>();
        create.constraints().stream()
                .filter(spec -> spec.kind() == ConstraintKind.PRIMARY_KEY
                        && spec.columns().size() == 1)
                .forEach(spec -> keys.addAll(spec.columns()));
        return create.columns().stream()
                .filter(column -> isShortKey(column, keys))
                .findFirst()
                .map(column -> scene.hit(create.table(), runsOut(create.table(), column)))
                .orElse(null);
    }

    private static boolean isShortKey(ColumnSpec column, Set<String> keys) {
        boolean key = column.primaryKey() || column.identity() || keys.contains(column.name());
        return key && LAST_NUMBER.containsKey(MysqlTypes.parse(column.type()).base());
    }

    private static String runsOut(TableName table, ColumnSpec column) {
        MysqlTypes.Type type = MysqlTypes.parse(column.type());
        String twice = type.unsigned() ? "twice " : "";
        return table + "." + column.name() + " runs out at " + twice + LAST_NUMBER.get(type.base());
    }
}
