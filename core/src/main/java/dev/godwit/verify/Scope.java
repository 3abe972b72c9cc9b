package dev.godwit.verify;

import java.util.List;
import java.util.Map;

/**
 * How far a comparison goes.
 *
 * @param schemas which schema of the source is which one of the target
 * @param tables each pair of tables with its rules
 * @param mostDifferences how many differences of a table are listed; all are counted
 */
public record Scope(Map<String, String> schemas, List<Mapping> tables, int mostDifferences) {
    /** Enough to see a pattern, and little enough to read. */
    public static final int USUAL_DIFFERENCES = 1_000;

    public Scope {
        schemas = Map.copyOf(schemas);
        tables = List.copyOf(tables);
        if (mostDifferences < 1) {
            throw new IllegalArgumentException("at least one difference is listed");
        }
    }
}
