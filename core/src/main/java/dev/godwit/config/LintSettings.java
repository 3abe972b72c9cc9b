package dev.godwit.config;

import dev.godwit.plan.Field;
import dev.godwit.plan.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a project says about linting, as written; patterns can be read.
 *
 * @param enable rules that are off by default
 * @param disable rules that are not wanted
 * @param startAfter the migration up to which all are exempt
 * @param targetVersion the server's version to lint for
 * @param checkDown whether down parts are linted too
 * @param otherRunner whether another tool than Godwit runs the files
 * @param naming patterns by the key of what they are about; only those that are given
 * @param indexesPerTable more on one table are a finding
 * @param characterSets and collations: no others; empty for any
 * @param forbiddenFunctions that no script may call
 */
public record LintSettings(
        List<String> enable,
        List<String> disable,
        Optional<String> startAfter,
        Optional<String> targetVersion,
        boolean checkDown,
        boolean otherRunner,
        Map<String, String> naming,
        int indexesPerTable,
        List<String> characterSets,
        List<String> forbiddenFunctions) {
    /** The keys of {@code naming}. */
    static final List<Field> NAMES = List.of(
            name("schemas", "schemas"),
            name("tables", "tables"),
            name("columns", "columns"),
            name("indexes", "indexes, such as \"{table}_{columns}_idx\""),
            name("primary_keys", "primary keys, such as \"{table}_pkey\""),
            name("unique_keys", "unique constraints and indexes; as indexes where left out"),
            name("foreign_keys", "foreign keys, such as \"{table}_{columns}_fkey\""),
            name("checks", "check constraints"));

    private static Field name(String key, String what) {
        return Field.optional(key, Field.Type.TEXT, "a regular expression for the names of " + what);
    }

    static LintSettings of(Values values) {
        Values naming = values.object("naming");
        Map<String, String> patterns = new TreeMap<>();
        NAMES.forEach(field -> naming.optionalText(field.name()).ifPresent(text -> patterns.put(field.name(), text)));
        return new LintSettings(
                values.texts("enable"),
                values.texts("disable"),
                values.optionalText("start_after"),
                values.optionalText("target_version"),
                values.flag("check_down"),
                values.text("runner").equals("other"),
                Map.copyOf(patterns),
                Math.toIntExact(values.number("indexes_per_table")),
                values.texts("character_sets"),
                values.texts("forbidden_functions"));
    }
}
