package dev.godwit.lint;

import dev.godwit.migration.ScriptSyntax;
import dev.godwit.sql.ReservedWords;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What rules must know of the dialect whose scripts are linted.
 *
 * @param name as in URLs and plans; rules declare by it which dialects they speak about
 * @param defaultSchema where names without a schema live
 * @param quoted whether the server takes a name as it is written only in quotes: a reserved word, or one that it would fold
 */
public record LintDialect(String name, String defaultSchema, Predicate<String> quoted) {
    /** PostgreSQL, with names in {@code public}. */
    public static final LintDialect POSTGRESQL = new LintDialect(
            "postgresql",
            "public",
            name -> ReservedWords.contains(name) || !name.equals(name.toLowerCase(Locale.ROOT)));

    /**
     * The dialect of that name.
     *
     * @param database where names without a schema live on servers whose databases are the schemas
     */
    public static LintDialect of(String name, String database, Predicate<String> quoted) {
        return name.equals(POSTGRESQL.name()) ? POSTGRESQL : new LintDialect(name, database, quoted);
    }

    /** How its scripts quote and comment. */
    public ScriptSyntax syntax() {
        return ScriptSyntax.of(name);
    }
}
