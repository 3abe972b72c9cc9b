package dev.godwit.migration;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a folder is read.
 *
 * @param dialect whose files count where a name carries a dialect, such as {@code postgresql}
 * @param plans reads what a plan in YAML says about itself
 */
public record FolderOptions(String dialect, PlanHeaders plans) {
    private static final Set<String> FAMILY = Set.of("mysql", "mariadb");

    /** Reads the header of a plan; the plan's package knows how, and this one must not. */
    @FunctionalInterface
    public interface PlanHeaders {
        /**
         * Title, reason, author, ticket and dependencies.
         *
         * @param source the file's path, for errors
         * @throws dev.godwit.fault.GodwitException where the text is no plan
         */
        Header read(String text, String source);
    }

    /**
     * Whether a file counts.
     *
     * @param named the dialect in its name; null where it has none, and counts everywhere. MySQL and MariaDB are one dialect:
     *     files of either count, and one migration in both spellings is a duplicate
     */
    boolean concerns(@Nullable String named) {
        return named == null || named.equals(dialect) || (FAMILY.contains(named) && FAMILY.contains(dialect));
    }

    /** For scripts of a dialect; plans are taken as they are, without dependencies. */
    public static FolderOptions of(String dialect) {
        return new FolderOptions(dialect, (text, source) -> Header.NONE);
    }
}
