package dev.godwit.lint.rules;

import static dev.godwit.lint.rules.DialectRules.mysqlRule;

import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.sql.Action;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MySQL and MariaDB: writes whose result depends on who carries them out, or that hide what they lose. */
final class MysqlWriteRules {
    /** The manual's list of what is unsafe for statement-based replication; NOW() and RAND() with a seed travel along. */
    private static final Pattern UNSAFE_CALL = Pattern.compile(
            "(?i)\\b(UUID|UUID_SHORT|SYSDATE|USER|CURRENT_USER|SESSION_USER|SYSTEM_USER|FOUND_ROWS|ROW_COUNT|GET_LOCK"
                    + "|IS_FREE_LOCK|IS_USED_LOCK|RELEASE_LOCK|LOAD_FILE|CONNECTION_ID|VERSION|RANDOM_BYTES)\\s*\\(");

    private static final Pattern LIMIT = Pattern.compile("(?i)\\bLIMIT\\b");
    private static final Pattern ORDER_BY = Pattern.compile("(?i)\\bORDER\\s+BY\\b");
    private static final Pattern IN_LIST = Pattern.compile("(?i)\\bIN\\s*\\(([^()]*)\\)");
    private static final Pattern IGNORE = Pattern.compile(
            "(?i)^\\s*(?:INSERT|UPDATE|DELETE|LOAD\\s+DATA|ALTER)\\b(?:\\s+\\w+){0,3}?\\s+IGNORE\\b|^\\s*LOAD\\s+DATA\\b.*\\bIGNORE\\s+INTO\\b");
    private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE");
    private static final int MANY_MEMBERS = 1_000;

    private static final LintRule UNSAFE_FOR_REPLICATION = mysqlRule(
                    "GL-641", "unsafe-for-replication", Severity.WARNING)
            .because(
                    "a write that replicas may carry out differently",
                    "With statement-based logs LIMIT without ORDER BY, UUID() and their like give other rows there, and"
                            + " nothing tells.")
            .instead("ORDER BY the primary key; values that the application computes; binlog_format=ROW.")
            .alias("bytebase/statement.dml-limit", "bytebase/statement.disallow-limit")
            .onStatement(scene -> unsafe(scene)
                    .map(what -> scene.hit(scene.facts().kind() + " with " + what))
                    .orElse(null))
            .build();

    private static final LintRule LARGE_IN_LIST = mysqlRule("GL-642", "large-in-list", Severity.WARNING)
            .because(
                    "IN with more than a thousand members",
                    "The optimizer stops estimating (eq_range_index_dive_limit) and may read, and lock, the whole table.")
            .instead("A table of the keys to join with, or a backfill over ranges of the key.")
            .onStatement(scene -> {
                int members = members(scene.masked());
                return members > MANY_MEMBERS ? scene.hit("IN has " + members + " members") : null;
            })
            .build();

    private static final LintRule REPLACE_DELETES = mysqlRule("GL-643", "replace-deletes", Severity.WARNING)
            .because(
                    "REPLACE",
                    "It deletes the row that is there: columns that are not named lose their values, and ON DELETE CASCADE"
                            + " and triggers fire.")
            .instead("INSERT ... ON DUPLICATE KEY UPDATE of the columns that are meant.")
            .knows(Knowledge.PENDING_SET)
            .on(
                    Action.Merge.class,
                    (merge, scene) -> merge.deletes()
                            ? scene.hitUnlessNew(
                                    merge.table(), "rows of " + merge.table() + " are deleted before they come anew")
                            : null)
            .build();

    private static final LintRule ERRORS_IGNORED = mysqlRule("GL-644", "errors-ignored", Severity.WARNING)
            .because(
                    "IGNORE",
                    "Duplicates, broken foreign keys and values that do not fit become warnings; rows are missing or cut.")
            .instead(
                    "Leave it out, and let the statement say what it cannot do; WHERE NOT EXISTS for what may be there.")
            .onStatement(scene -> IGNORE.matcher(scene.masked()).find()
                    ? scene.hit(scene.facts().kind() + " ignores errors")
                    : null)
            .build();

    private MysqlWriteRules() {}

    static List<LintRule> all() {
        return List.of(UNSAFE_FOR_REPLICATION, LARGE_IN_LIST, REPLACE_DELETES, ERRORS_IGNORED);
    }

    private static Optional<String> unsafe(Scene scene) {
        if (!WRITES.contains(scene.facts().kind())) {
            return Optional.empty();
        }
        String text = scene.masked();
        if (LIMIT.matcher(text).find() && !ORDER_BY.matcher(text).find()) {
            return Optional.of("LIMIT and no ORDER BY");
        }
        Matcher call = UNSAFE_CALL.matcher(text);
        return call.find() ? Optional.of(call.group(1).toUpperCase(java.util.Locale.ROOT) + "()") : Optional.empty();
    }

    private static int members(String text) {
        Matcher lists = IN_LIST.matcher(text);
        int most = 0;
        while (lists.find()) {
            int commas = (int) lists.group(1).chars().filter(c -> c == ',').count();
            most = Math.max(most, commas + 1);
        }
        return most;
    }
}
