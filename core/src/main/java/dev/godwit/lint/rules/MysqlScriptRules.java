package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.mysqlRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.LintOptions;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.MigrationScene;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.sql.Action;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB: scripts that commit half-way, settings that stay behind, code that runs on its own. */
final class MysqlScriptRules {
    private static final Pattern DEFINER = Pattern.compile("(?i)\\bDEFINER\\s*=");
    private static final Set<String> CHECKS =
            Set.of("foreign_key_checks", "unique_checks", "check_constraint_checks", "sql_safe_updates", "autocommit");

    private static final LintRule HALF_APPLIED = mysqlRule("GL-631", "half-applied", Severity.WARNING)
            .because(
                    "several statements that each commit by themselves",
                    "There is no transaction around changes of the schema: when one fails, those before it stay.")
            .instead("One change of the schema per migration; Godwit resumes at the statement that failed.")
            .onMigration(migration ->
                    Stream.of(LintPart.Kind.UP, LintPart.Kind.DOWN).flatMap(kind -> secondCommit(migration, kind)))
            .build();

    private static final LintRule COMMITS_OPEN_TRANSACTION = mysqlRule(
                    "GL-632", "commits-open-transaction", Severity.ERROR)
            .because(
                    "a statement inside a transaction commits it",
                    "What stands before it is committed, and the ROLLBACK that was meant to undo it undoes nothing.")
            .instead("Take it out of START TRANSACTION and COMMIT, or remove -- godwit: transaction on.")
            .alias("bytebase/statement.non-transactional")
            .onStatement(scene -> scene.facts().transactional()
                            || scene.facts().controlsTransaction()
                            || !scene.isInWrittenTransaction()
                    ? null
                    : scene.hit(scene.facts().kind() + " commits the open transaction"))
            .build();

    private static final LintRule SETTING_LEFT_OFF = mysqlRule("GL-633", "setting-left-off", Severity.WARNING)
            .because(
                    "a check is switched off and not on again",
                    "Whatever the session does next, in this migration and after it, goes unchecked.")
            .instead("Set it back in the same part: SET foreign_key_checks = 1.")
            .on(Action.SetSetting.class, MysqlScriptRules::leftOff)
            .build();

    private static final LintRule BINARY_LOG_OFF = mysqlRule("GL-634", "binary-log-off", Severity.ERROR)
            .because("SET sql_log_bin = 0", "Replicas and point-in-time recovery never get what follows.")
            .instead("Leave it on; throttle instead.")
            .on(
                    Action.SetSetting.class,
                    (set, scene) -> set.name().equalsIgnoreCase("sql_log_bin") && MysqlSurroundings.isOff(set)
                            ? scene.hit("what follows is missing on every replica")
                            : null)
            .build();

    private static final LintRule DEFINER_NAMED = mysqlRule("GL-635", "definer-named", Severity.WARNING)
            .because(
                    "a DEFINER is written down",
                    "The account exists on the author's server; elsewhere every use fails, or runs with its rights.")
            .instead("Leave it out, and say SQL SECURITY INVOKER where the caller's rights should hold.")
            .alias("skeema/lint-definer")
            .onStatement(scene -> DEFINER.matcher(scene.masked()).find()
                    ? scene.hit(scene.facts().kind() + " names a definer")
                    : null)
            .build();

    private static final LintRule TRIGGER_CREATED = mysqlRule("GL-636", "trigger-created", Severity.NOTE)
            .because(
                    "a trigger on a table",
                    "Every write pays for it row by row; tools that copy tables online refuse tables with triggers.")
            .instead("Write both columns in code; where it must be a trigger, drop it when the change is over.")
            .alias("bytebase/system.trigger.disallow-create")
            .on(
                    Action.CreateTrigger.class,
                    (create, scene) -> scene.hitUnlessNew(
                            create.table(), "every write to " + create.table() + " runs " + create.name()))
            .build();

    private static final LintRule EVENT_CREATED = mysqlRule("GL-637", "event-created", Severity.WARNING)
            .because(
                    "an event",
                    "It runs at its own time, unwatched and unbounded; after a failover nobody may run it, or two servers.")
            .instead("A job outside the database, which is watched.")
            .alias("bytebase/system.event.disallow-create")
            .onStatement(
                    scene -> scene.facts().kind().equals("CREATE EVENT") ? scene.hit("the event runs by itself") : null)
            .build();

    private MysqlScriptRules() {}

    static List<LintRule> all() {
        return List.of(
                HALF_APPLIED,
                COMMITS_OPEN_TRANSACTION,
                SETTING_LEFT_OFF,
                BINARY_LOG_OFF,
                DEFINER_NAMED,
                TRIGGER_CREATED,
                EVENT_CREATED);
    }

    /** At the second statement that commits, or at the first beside rows that were written before it. */
    private static Stream<Hit> secondCommit(MigrationScene migration, LintPart.Kind kind) {
        List<Scene> changing = migration.scenes(kind).stream()
                .filter(MysqlScriptRules::changesAnything)
                .toList();
        boolean own = migration.input().options().runner() == LintOptions.Runner.GODWIT;
        return changing.stream()
                .skip(1)
                .filter(scene -> !scene.facts().transactional())
                .limit(1)
                .map(scene -> scene.hit(scene.facts().kind() + " commits, and so did or does what stands before it"))
                .map(hit -> own ? hit.atMost(Severity.NOTE) : hit);
    }

    private static boolean changesAnything(Scene scene) {
        return scene.facts().actions().stream()
                .anyMatch(action -> !(action instanceof Action.SetSetting
                        || action instanceof Action.Query
                        || action instanceof Action.TransactionControl));
    }

    private static @Nullable Hit leftOff(Action.SetSetting set, Scene scene) {
        String name = set.name().toLowerCase(Locale.ROOT);
        boolean off = CHECKS.contains(name) && MysqlSurroundings.isOff(set);
        boolean setBack = scene.migration().scenes(scene.part().kind()).stream()
                .filter(later -> later.index() > scene.index())
                .flatMap(later -> later.actions(Action.SetSetting.class))
                .anyMatch(later -> later.name().equalsIgnoreCase(name) && !MysqlSurroundings.isOff(later));
        return off && !setBack ? scene.hit(name + " stays off") : null;
    }
}
