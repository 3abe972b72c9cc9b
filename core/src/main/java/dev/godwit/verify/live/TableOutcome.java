package dev.godwit.verify.live;

import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.ValidationVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table came out, after each row that differed was looked at again.
 *
 * @param coverage of the whole key space, unless the walk was stopped
 * @param differences proven ones, in the order of their keys; of a table that is compared as a whole, as many as are listed
 * @param counts of proven differences by kind, and of those that were only counted
 * @param unproven differences of the walk that nobody looked at again, for there were too many
 * @param settled rows that differed in the walk and were equal later
 * @param hot rows about which nothing could be decided
 * @param moment in words, how both sides' readings relate in time
 * @param finished whether the walk came to its end
 * @param notes what a person should know, such as values that are no number
 * @param doubt why nothing can be said although nothing differs; null without one
 */
public record TableOutcome(
        Mapping mapping,
        Coverage coverage,
        List<Difference> differences,
        Map<Difference.Kind, Long> counts,
        long unproven,
        long settled,
        List<Hot> hot,
        String moment,
        boolean finished,
        List<String> notes,
        @Nullable String doubt) {
    /** An outcome without a doubt. */
    public TableOutcome(
            Mapping mapping,
            Coverage coverage,
            List<Difference> differences,
            Map<Difference.Kind, Long> counts,
            long unproven,
            long settled,
            List<Hot> hot,
            String moment,
            boolean finished,
            List<String> notes) {
        this(mapping, coverage, differences, counts, unproven, settled, hot, moment, finished, notes, null);
    }

    public TableOutcome {
        differences = List.copyOf(differences);
        counts = Map.copyOf(counts);
        hot = List.copyOf(hot);
        notes = List.copyOf(notes);
    }

    /** The same with a doubt. */
    TableOutcome doubted(String why) {
        return new TableOutcome(
                mapping, coverage, differences, counts, unproven, settled, hot, moment, finished, notes, why);
    }

    /** How many rows are proven to differ. */
    public long differing() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows read of the source. */
    public long sourceRows() {
        return coverage.chunks().stream().mapToLong(Coverage.Chunk::sourceRows).sum();
    }

    /** Rows read of the target. */
    public long targetRows() {
        return coverage.chunks().stream().mapToLong(Coverage.Chunk::targetRows).sum();
    }

    /** Columns that were left out without anybody having wanted it so. */
    public List<Mapping.Column> leftOut() {
        return mapping.columns().stream()
                .filter(column -> column.rule() instanceof Mapping.Rule.NotCompared left && !left.declared())
                .toList();
    }

    /** DIFFERENT by proof alone; EQUAL only where everything was looked at and nothing is open. */
    public ValidationVerdict verdict() {
        List<ValidationVerdict> verdicts = new ArrayList<>();
        verdicts.add(differing() > 0 ? ValidationVerdict.DIFFERENT : ValidationVerdict.EQUAL);
        boolean open = doubt != null
                || unproven > 0
                || !hot.isEmpty()
                || !finished
                || !coverage.complete()
                || mapping.compared().isEmpty()
                || !leftOut().isEmpty();
        verdicts.add(open ? ValidationVerdict.INCONCLUSIVE : ValidationVerdict.EQUAL);
        return ValidationVerdict.of(verdicts);
    }
}
