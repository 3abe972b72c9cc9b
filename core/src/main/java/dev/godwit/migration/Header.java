package dev.godwit.migration;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the comment lines at the top of a migration say; see {@link HeaderField} for how each is written.
 *
 * @param title what it does, in its author's words
 * @param version as written; agrees with the file's name
 * @param reason why it is done
 * @param dependsOn ids of migrations that come before, as written
 * @param transaction true for one transaction, false for none; null where the planner decides
 * @param lockTimeout how long a statement may wait for a lock
 * @param lockBudget how long all tries for a lock may take
 * @param statementTimeout how long a statement may take
 * @param phase in lower case, such as {@code expand}
 */
public record Header(
        @Nullable String title,
        @Nullable String version,
        @Nullable String reason,
        @Nullable String author,
        @Nullable String ticket,
        List<String> dependsOn,
        @Nullable Boolean transaction,
        @Nullable Duration lockTimeout,
        @Nullable Duration lockBudget,
        @Nullable Duration statementTimeout,
        @Nullable String phase) {
    /** A file that says nothing. */
    public static final Header NONE = new Header(null, null, null, null, null, List.of(), null, null, null, null, null);

    public Header {
        dependsOn = List.copyOf(dependsOn);
    }

    /** This header with a wish about transactions, unless it has its own. */
    Header withTransaction(@Nullable Boolean wish) {
        return transaction != null || wish == null
                ? this
                : new Header(
                        title,
                        version,
                        reason,
                        author,
                        ticket,
                        dependsOn,
                        wish,
                        lockTimeout,
                        lockBudget,
                        statementTimeout,
                        phase);
    }
}
