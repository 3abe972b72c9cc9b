package dev.godwit.steps;

import dev.godwit.model.TableName;
import dev.godwit.plan.Step;
import dev.godwit.verify.Expectation;
import dev.godwit.verify.mapping.MappingFile;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves what should be true by now.
 *
 * @param statementTime how long one question may take
 */
public record VerifyStep(
        String id,
        List<Check> checks,
        List<Count> counts,
        List<Orphans> orphans,
        List<Checksum> checksums,
        List<Compare> compares,
        Duration statementTime)
        implements Step {
    /** The name of the kind. */
    public static final String KIND = "verify";

    public VerifyStep {
        checks = List.copyOf(checks);
        counts = List.copyOf(counts);
        orphans = List.copyOf(orphans);
        checksums = List.copyOf(checksums);
        compares = List.copyOf(compares);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** A question of the user's own. */
    public record Check(String name, String sql, Expectation expectation) {}

    /**
     * A number of rows.
     *
     * @param equals a number, or a table with as many rows
     */
    public record Count(TableName table, @Nullable String where, String equals) {}

    /** Rows of {@code table} that point to no row of {@code references}. */
    public record Orphans(TableName table, String column, TableName references, String key) {}

    /**
     * Two tables, or two shapes of one, row by row.
     *
     * @param tables with their columns and rules
     * @param lag how long a change of the one may take to reach the other, where the server has no snapshot for both
     * @param from where the source is, see {@link Elsewhere}; null for the database that the plan works on
     * @param sinceLast whether what nothing touched since the last comparison of the same tables stands
     */
    public record Compare(
            MappingFile.Table tables,
            Duration lag,
            @Nullable String from,
            boolean sinceLast) {}

    /** The same values in the same columns of two tables, in whatever order. */
    public record Checksum(
            TableName table,
            List<String> columns,
            TableName equals,
            @Nullable String where) {
        public Checksum {
            columns = List.copyOf(columns);
        }
    }
}
