package dev.godwit.lint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is linted and what is known about it.
 *
 * @param migrations in the order in which they run
 * @param live null where no database was asked
 */
public record LintInput(
        List<LintMigration> migrations,
        LintOptions options,
        Surroundings surroundings,
        @Nullable LiveFacts live) {
    public LintInput {
        migrations = List.copyOf(migrations);
    }

    /** The version to lint for; null where neither the project nor a server says. */
    public @Nullable ServerVersion version() {
        if (options.targetVersion() != null) {
            return options.targetVersion();
        }
        return live == null ? null : live.version();
    }
}
