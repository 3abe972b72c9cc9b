package dev.godwit.verify.rows;

import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.value.Oddities;
import java.util.List;
import java.util.Map;

/**
 * How the comparison of a table came out.
 *
 * @param coverage the chunks of this walk
 * @param differences listed ones
 * @param counts of all differences by kind
 * @param repeatedKeys keys that a side has several times, be their rows equal or not
 * @param source what was odd there
 * @param target what was odd there
 * @param finished whether the walk came to its end
 */
public record TableResult(
        Mapping mapping,
        Coverage coverage,
        List<Difference> differences,
        Map<Difference.Kind, Long> counts,
        long repeatedKeys,
        Oddities source,
        Oddities target,
        boolean finished) {
    public TableResult {
        differences = List.copyOf(differences);
        counts = Map.copyOf(counts);
    }

    /** The same with other differences listed. */
    TableResult listing(List<Difference> others) {
        return new TableResult(mapping, coverage, others, counts, repeatedKeys, source, target, finished);
    }

    /** All chunks together; INCONCLUSIVE where keys were left out and no difference was found. */
    public ValidationVerdict verdict() {
        return coverage.verdict();
    }

    /** Rows read of the source. */
    public long sourceRows() {
        return coverage.chunks().stream().mapToLong(Coverage.Chunk::sourceRows).sum();
    }

    /** Rows read of the target. */
    public long targetRows() {
        return coverage.chunks().stream().mapToLong(Coverage.Chunk::targetRows).sum();
    }

    /** How many rows differ, listed or not. */
    public long differing() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
