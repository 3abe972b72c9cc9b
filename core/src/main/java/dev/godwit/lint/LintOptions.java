package dev.godwit.lint;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the project says about linting.
 *
 * @param startAfter migrations up to this id are exempt; null exempts none
 * @param targetVersion the version to lint for; null takes the live server's, or the newest
 * @param dialect whose scripts are linted
 * @param runner who will run the files
 * @param checkDown whether down parts are linted too
 * @param smallTableRows tables with at most so many rows (known only live) make findings whose cost grows with the table notes
 * @param chunkRows one statement may write so many rows of a live table without a backfill
 * @param enabled ids or names of rules that are off by default
 * @param disabled ids or names of rules that are off
 * @param conventions what the project has agreed on
 */
public record LintOptions(
        @Nullable String startAfter,
        @Nullable ServerVersion targetVersion,
        LintDialect dialect,
        Runner runner,
        boolean checkDown,
        long smallTableRows,
        long chunkRows,
        Set<String> enabled,
        Set<String> disabled,
        Conventions conventions) {
    /** Who runs the files. */
    public enum Runner {
        /** Godwit: sends timeouts with every statement and resumes at the statement. */
        GODWIT,
        /** Another tool: timeouts and safe repetition must be in the file. */
        OTHER
    }

    private static final long SMALL_TABLE_ROWS = 10_000;
    private static final long CHUNK_ROWS = 10_000;

    public LintOptions {
        enabled = Set.copyOf(enabled);
        disabled = Set.copyOf(disabled);
    }

    /** What holds for PostgreSQL's scripts where nothing is configured. */
    public static LintOptions defaults() {
        return defaults(LintDialect.POSTGRESQL);
    }

    /** What holds for scripts of a dialect where nothing is configured. */
    public static LintOptions defaults(LintDialect dialect) {
        return new LintOptions(
                null,
                null,
                dialect,
                Runner.GODWIT,
                true,
                SMALL_TABLE_ROWS,
                CHUNK_ROWS,
                Set.of(),
                Set.of(),
                Conventions.NONE);
    }

    /** Where names without a schema live. */
    public String defaultSchema() {
        return dialect.defaultSchema();
    }

    /** These with another exemption. */
    public LintOptions startAfter(String id) {
        return new LintOptions(
                id,
                targetVersion,
                dialect,
                runner,
                checkDown,
                smallTableRows,
                chunkRows,
                enabled,
                disabled,
                conventions);
    }

    /** These for another version. */
    public LintOptions targetVersion(ServerVersion version) {
        return new LintOptions(
                startAfter,
                version,
                dialect,
                runner,
                checkDown,
                smallTableRows,
                chunkRows,
                enabled,
                disabled,
                conventions);
    }

    /** These for another runner. */
    public LintOptions runner(Runner who) {
        return new LintOptions(
                startAfter,
                targetVersion,
                dialect,
                who,
                checkDown,
                smallTableRows,
                chunkRows,
                enabled,
                disabled,
                conventions);
    }

    /** These with rules that are off by default switched on, and others switched off. */
    public LintOptions rules(Set<String> on, Set<String> off) {
        return new LintOptions(
                startAfter, targetVersion, dialect, runner, checkDown, smallTableRows, chunkRows, on, off, conventions);
    }

    /** These without or with down parts. */
    public LintOptions checkDown(boolean check) {
        return new LintOptions(
                startAfter,
                targetVersion,
                dialect,
                runner,
                check,
                smallTableRows,
                chunkRows,
                enabled,
                disabled,
                conventions);
    }

    /** These with what the project has agreed on. */
    public LintOptions conventions(Conventions agreed) {
        return new LintOptions(
                startAfter,
                targetVersion,
                dialect,
                runner,
                checkDown,
                smallTableRows,
                chunkRows,
                enabled,
                disabled,
                agreed);
    }
}
