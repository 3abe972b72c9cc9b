package dev.godwit.verify.canary;

import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.canary.PlantedReader.Trick;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.rows.BagComparison;
import dev.godwit.verify.rows.ChunkListener;
import dev.godwit.verify.rows.RowComparison;
import dev.godwit.verify.rows.RowLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a chunk of a table again with its first row changed in every column that is compared, and sees whether each of these
 * columns is found; then finds the same row by its key, as a witness would. A filter that lets nothing through, a column that
 * nobody reads, a key that leads nowhere are found out so. An empty table is given a row that it has not. One thread.
 */
public final class Canary {
    /** A row that was just written may be on one side only. */
    private static final int MOST_TRIES = 3;

    private final Snapshots snapshots;

    public Canary(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * How it came out for a table.
     *
     * @param planted in words
     */
    public record Sighting(String table, boolean seen, String planted) {}

    /** Plants in a table. */
    public Sighting in(TableOutcome outcome) {
        String table = outcome.mapping().source().table().toString();
        String planted = trick(outcome).name().toLowerCase(java.util.Locale.ROOT) + " row"
                + (trick(outcome) == Trick.CHANGED ? ", columns " + String.join(", ", strict(outcome.mapping())) : "");
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            if (seen(outcome)) {
                return new Sighting(table, true, planted);
            }
        }
        return new Sighting(table, false, planted);
    }

    private static Trick trick(TableOutcome outcome) {
        if (outcome.targetRows() == 0) {
            return Trick.INVENTED;
        }
        return strict(outcome.mapping()).isEmpty() ? Trick.DROPPED : Trick.CHANGED;
    }

    /** Columns behind the key in which any change must be seen. */
    private static List<String> strict(Mapping mapping) {
        return mapping.compared().stream()
                .skip(mapping.keyColumns())
                .filter(column -> !(column.rule() instanceof Mapping.Rule.Tolerance))
                .map(Mapping.Column::name)
                .toList();
    }

    private boolean seen(TableOutcome outcome) {
        try (Snapshots.Pair pair = snapshots.pair()) {
            Mapping mapping = outcome.mapping();
            SnapshotReader planted = new PlantedReader(pair.target(), mapping, trick(outcome));
            if (mapping.keyColumns() == 0) {
                return new BagComparison(mapping, RowLimits.usual(1))
                                .compare(pair.source(), planted)
                                .differing()
                        > 0;
            }
            List<Difference> found = new RowComparison(
                            mapping, RowLimits.usual(RowLimits.usual(1).chunkRows()))
                    .walk(pair.source(), planted, interval(outcome), ChunkListener.none())
                    .differences();
            return found.stream().anyMatch(difference -> isPlanted(difference, outcome))
                    && foundByKey(outcome, found, pair.source(), planted);
        }
    }

    private static KeyInterval interval(TableOutcome outcome) {
        return outcome.coverage().chunks().stream()
                .filter(chunk -> chunk.targetRows() > 0)
                .map(Coverage.Chunk::interval)
                .findFirst()
                .orElse(KeyInterval.everything());
    }

    private static boolean isPlanted(Difference difference, TableOutcome outcome) {
        return switch (trick(outcome)) {
            case INVENTED -> difference.kind() == Difference.Kind.EXTRA;
            case DROPPED -> difference.kind() == Difference.Kind.MISSING;
            case CHANGED ->
                difference.kind() == Difference.Kind.CHANGED
                        && names(difference).containsAll(strict(outcome.mapping()));
        };
    }

    private static Set<String> names(Difference difference) {
        Set<String> names = new HashSet<>();
        difference.columns().forEach(column -> names.add(column.name()));
        return names;
    }

    /** Of an empty table no key can be found. */
    private static boolean foundByKey(
            TableOutcome outcome, List<Difference> found, SnapshotReader source, SnapshotReader planted) {
        boolean byKey = outcome
                .mapping()
                .compared()
                .subList(0, outcome.mapping().keyColumns())
                .stream()
                .allMatch(column -> column.rule() instanceof Mapping.Rule.Exact);
        if (trick(outcome) == Trick.INVENTED || !byKey) {
            return true;
        }
        Key key = found.stream()
                .filter(difference -> isPlanted(difference, outcome))
                .map(difference -> Objects.requireNonNull(difference.source()))
                .findFirst()
                .orElseThrow();
        return new RowComparison(outcome.mapping(), RowLimits.usual(1))
                .look(source, planted, List.of(key)).stream().anyMatch(difference -> isPlanted(difference, outcome));
    }
}
