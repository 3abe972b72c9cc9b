package dev.godwit.verify.checks;

import dev.godwit.model.TableName;
import java.util.List;

/**
 * What was asked of the checks, and what was declared for them.
 *
 * @param sampleRows keys that are drawn per table and side
 * @param seed of everything that is drawn; the same seed draws the same
 * @param tolerance by which part the target may be slower, such as 0.1
 * @param guessReferences whether a column {@code x_id} is taken as pointing to the key of a table {@code x} or {@code xs}
 */
public record CheckSettings(int sampleRows, long seed, double tolerance, boolean guessReferences, Declared declared) {
    /** Keys of one statement. */
    public static final int MOST_SAMPLE_ROWS = 1_000;

    /** The tolerance of a switch, unless somebody says otherwise. */
    public static final double USUAL_TOLERANCE = 0.1;

    public CheckSettings {
        if (sampleRows < 1 || sampleRows > MOST_SAMPLE_ROWS || !(tolerance >= 0)) {
            throw new IllegalArgumentException("1 to " + MOST_SAMPLE_ROWS + " samples, and a tolerance from 0");
        }
    }

    /** 100 samples, 10 per cent, nothing declared. */
    public static CheckSettings usual(long seed) {
        return new CheckSettings(100, seed, USUAL_TOLERANCE, false, Declared.nothing());
    }

    /** The same with other declarations. */
    public CheckSettings declared(Declared other) {
        return new CheckSettings(sampleRows, seed, tolerance, guessReferences, other);
    }

    /** The same with guesses. */
    public CheckSettings guessing() {
        return new CheckSettings(sampleRows, seed, tolerance, true, declared);
    }

    /**
     * What a person declared.
     *
     * @param references keys without a constraint, by the source's names
     * @param queries that are representative; empty for look-ups and range reads of the paired tables
     * @param rules that what was loaded must keep
     */
    public record Declared(List<Pointer> references, List<Query> queries, List<QualityRule> rules) {
        public Declared {
            references = List.copyOf(references);
            queries = List.copyOf(queries);
            rules = List.copyOf(rules);
        }

        /** Nothing. */
        public static Declared nothing() {
            return new Declared(List.of(), List.of(), List.of());
        }
    }

    /** Columns whose values are to be found in columns of another table. */
    public record Pointer(TableName table, List<String> columns, TableName parent, List<String> keys) {
        public Pointer {
            columns = List.copyOf(columns);
            keys = List.copyOf(keys);
            if (columns.isEmpty() || columns.size() != keys.size()) {
                throw new IllegalArgumentException("a reference has as many columns as the key that it points to");
            }
        }

        @Override
        public String toString() {
            return table + " (" + String.join(", ", columns) + ") -> " + parent + " (" + String.join(", ", keys) + ")";
        }
    }

    /**
     * A question that is asked of both sides.
     *
     * @param source as the source understands it; reads only
     * @param target as the target understands it; reads only
     */
    public record Query(String name, String source, String target) {}
}
