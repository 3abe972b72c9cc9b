package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.mysqlRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintOptions;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.lint.fix.AlterFixes;
import dev.godwit.lint.fix.OnlineFixes;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB: how the author lets the server change a table, and how long it may wait for it. */
final class MysqlAlgorithmRules {
    private static final Set<String> CHANGES = Set.of("ALTER TABLE", "CREATE INDEX", "DROP INDEX");

    private static final LintRule ASKS_FOR_COPY = mysqlRule("GL-621", "asks-for-copy", Severity.ERROR)
            .because("ALGORITHM=COPY", "Every write to the table waits until the last row is copied.")
            .instead("ALGORITHM=INPLACE, LOCK=NONE; on MariaDB 11.2 and newer COPY with LOCK=NONE lets writes pass.")
            .alias("strong_migrations/copy_algorithm")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.OnlineOptions.class,
                    (options, scene) -> "COPY".equals(options.algorithm()) && !"NONE".equals(options.lock())
                            ? scene.hitUnlessNew(options.table(), options.table() + " is copied as the statement asks")
                            : null)
            .build();

    private static final LintRule ASKS_FOR_LOCK = mysqlRule("GL-622", "asks-for-lock", Severity.ERROR)
            .because("LOCK=SHARED or LOCK=EXCLUSIVE", "Writes, or everybody, wait for the whole change.")
            .instead("LOCK=NONE: the server refuses at once what it cannot do that way.")
            .alias("strong_migrations/lock_option")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(
                    Action.OnlineOptions.class,
                    (options, scene) -> "SHARED".equals(options.lock()) || "EXCLUSIVE".equals(options.lock())
                            ? scene.hitUnlessNew(
                                    options.table(), options.table() + " is locked " + options.lock() + " meanwhile")
                            : null)
            .build();

    private static final LintRule ALTERS_IN_SEVERAL_STATEMENTS = mysqlRule(
                    "GL-623", "alters-in-several-statements", Severity.WARNING)
            .because(
                    "one table is altered by several statements in a row",
                    "Each takes the metadata lock anew and may build the table anew; a failure between them leaves half.")
            .instead("One ALTER TABLE with all clauses, which succeeds or fails as a whole.")
            .alias("bytebase/statement.merge-alter-table")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .fix(AlterFixes::join)
            .onStatement(MysqlAlgorithmRules::followedByItsLike)
            .build();

    private static final LintRule ALGORITHM_LEFT_TO_SERVER = mysqlRule(
                    "GL-624", "algorithm-left-to-server", Severity.WARNING)
            .because(
                    "the server chooses how the table is changed",
                    "Where it can neither do it at once nor in place, it silently copies the table and keeps writes out.")
            .instead("ALGORITHM=INSTANT, or INPLACE with LOCK=NONE; Godwit asks for both by itself when it applies.")
            .alias("bytebase/statement.require-algorithm-option", "bytebase/statement.require-lock-option")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .fix(OnlineFixes::ask)
            .onStatement(MysqlAlgorithmRules::withoutAlgorithm)
            .build();

    private static final LintRule LOCK_WAIT_UNBOUNDED = mysqlRule("GL-625", "lock-wait-unbounded", Severity.WARNING)
            .because(
                    "a metadata lock is waited for without bound",
                    "lock_wait_timeout is a year by default: behind one open transaction every later query on the table"
                            + " queues.")
            .instead(
                    "SET lock_wait_timeout to at most 5 s, and try again. Godwit does so unless the file says otherwise.")
            .on(Action.SetSetting.class, MysqlAlgorithmRules::longWait)
            .onMigration(migration -> LockRules.missingTimeout(
                    migration, "lock_wait_timeout", migration.subject().header().lockTimeout()))
            .build();

    /** In seconds: longer than this and an application's queue overflows. */
    private static final long LONGEST_WAIT = 60;

    private MysqlAlgorithmRules() {}

    static List<LintRule> all() {
        return List.of(
                ASKS_FOR_COPY,
                ASKS_FOR_LOCK,
                ALTERS_IN_SEVERAL_STATEMENTS,
                ALGORITHM_LEFT_TO_SERVER,
                LOCK_WAIT_UNBOUNDED);
    }

    /** At the first of a row of such statements. */
    private static @Nullable Hit followedByItsLike(Scene scene) {
        List<Scene> row = AlterFixes.row(scene);
        if (row.size() < 2) {
            return null;
        }
        TableName table = AlterFixes.table(scene).orElseThrow();
        return scene.hitUnlessNew(table, row.size() + " statements in a row alter " + table);
    }

    /** Godwit asks for the gentlest manner first: for its runs, this is a word about other tools. */
    private static @Nullable Hit withoutAlgorithm(Scene scene) {
        boolean chosen = scene.actions(Action.OnlineOptions.class).findAny().isPresent();
        if (chosen || !CHANGES.contains(scene.facts().kind())) {
            return null;
        }
        Hit hit = scene.facts().locks().keySet().stream()
                .sorted()
                .findFirst()
                .map(table -> scene.hitUnlessNew(table, "how " + table + " is changed is left to the server"))
                .orElse(null);
        boolean own = scene.migration().input().options().runner() == LintOptions.Runner.GODWIT;
        return hit != null && own ? hit.atMost(Severity.NOTE) : hit;
    }

    private static @Nullable Hit longWait(Action.SetSetting set, Scene scene) {
        String value = set.value() == null ? "" : set.value().strip();
        boolean longer = set.name().equalsIgnoreCase("lock_wait_timeout")
                && value.matches("\\d{1,12}")
                && Long.parseLong(value) > LONGEST_WAIT;
        return longer ? scene.hit("lock_wait_timeout is " + value + " seconds") : null;
    }
}
