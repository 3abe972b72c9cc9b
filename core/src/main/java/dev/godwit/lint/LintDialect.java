package dev.godwit.lint;

import dev.godwit.migration.ScriptSyntax;
import dev.godwit.sql.ReservedWords;
import java.util.function.Predicate;

/**
 * What rules must know of the dialect whose scripts are linted.
 *
 * @param name as in URLs and plans; rules declare by it which dialects they speak about
 * @param defaultSchema where names without a schema live
 * @param reserved whether the server takes a name only in quotes
 */
public record LintDialect(String name, String defaultSchema, Predicate<String> reserved) {
    /** PostgreSQL, with names in {@code public}. */
    public static final LintDialect POSTGRESQL = new LintDialect("postgresql", "public", ReservedWords::contains);

    /** How its scripts quote and comment. */
    public ScriptSyntax syntax() {
        return ScriptSyntax.of(name);
    }
}
