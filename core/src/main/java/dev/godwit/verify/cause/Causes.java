package dev.godwit.verify.cause;

import dev.godwit.dialect.ValueClass;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Difference.Kind;
import dev.godwit.verify.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds what a table's differences have in common. A cause is told where it explains at least half of a column's differences,
 * and two of them where there are several; what explains one row alone is told where there is only one. Pure.
 */
public final class Causes {
    private final Mapping mapping;
    private final List<Difference> differences;

    private Causes(Mapping mapping, List<Difference> differences) {
        this.mapping = mapping;
        this.differences = differences;
    }

    /** The causes, the one that explains most first. */
    public static List<Cause> of(Mapping mapping, List<Difference> differences) {
        Causes causes = new Causes(mapping, differences);
        List<Cause> found = new ArrayList<>(causes.swapped());
        Map<String, List<Difference.Column>> columns = causes.changedColumns();
        columns.forEach((column, values) -> {
            boolean swapped = found.stream().anyMatch(cause -> cause.column().contains(column));
            if (!swapped) {
                causes.column(column, values).ifPresent(found::add);
            }
        });
        found.addAll(Gaps.of(differences));
        found.sort(java.util.Comparator.comparingLong(Cause::rows).reversed());
        return found;
    }

    private Map<String, List<Difference.Column>> changedColumns() {
        Map<String, List<Difference.Column>> columns = new LinkedHashMap<>();
        differences.stream()
                .filter(difference -> difference.kind() == Kind.CHANGED)
                .flatMap(difference -> difference.columns().stream())
                .forEach(column -> columns.computeIfAbsent(column.name(), name -> new ArrayList<>())
                        .add(column));
        return columns;
    }

    private ValueClass meaning(String column) {
        return mapping.columns().stream()
                .filter(each -> each.name().equals(column))
                .map(Mapping.Column::meaning)
                .findFirst()
                .orElse(ValueClass.OTHER);
    }

    private Optional<Cause> column(String column, List<Difference.Column> values) {
        ValueClass meaning = meaning(column);
        for (Values.Named explanation : Values.ALL) {
            Map<String, Long> counts = new HashMap<>();
            for (Difference.Column value : values) {
                explanation
                        .explanation()
                        .of(meaning, value.source(), value.target())
                        .ifPresent(what -> counts.merge(what, 1L, Long::sum));
            }
            Optional<Map.Entry<String, Long>> most = counts.entrySet().stream().max(Map.Entry.comparingByValue());
            if (most.isPresent() && explains(most.get().getValue(), values.size())) {
                return Optional.of(new Cause(
                        explanation.name(),
                        column,
                        most.get().getKey(),
                        most.get().getValue(),
                        values.size()));
            }
        }
        return Optional.empty();
    }

    private static boolean explains(long rows, long of) {
        return rows * 2 >= of && (rows > 1 || of == 1);
    }

    /** Two columns of which each has the other's values. */
    private List<Cause> swapped() {
        Map<String, Long> pairs = new LinkedHashMap<>();
        long changed = 0;
        for (Difference difference : differences) {
            changed += difference.kind() == Kind.CHANGED ? 1 : 0;
            List<Difference.Column> columns = difference.kind() == Kind.CHANGED ? difference.columns() : List.of();
            for (int i = 0; i < columns.size(); i++) {
                for (int j = i + 1; j < columns.size(); j++) {
                    if (crossed(columns.get(i), columns.get(j))) {
                        pairs.merge(
                                columns.get(i).name() + " and " + columns.get(j).name(), 1L, Long::sum);
                    }
                }
            }
        }
        List<Cause> causes = new ArrayList<>();
        long of = changed;
        pairs.forEach((pair, rows) -> {
            if (explains(rows, of)) {
                causes.add(new Cause("swapped columns", pair, "each has the other's value", rows, of));
            }
        });
        return causes;
    }

    private static boolean crossed(Difference.Column one, Difference.Column other) {
        return one.source() != null
                && Objects.equals(one.source(), other.target())
                && Objects.equals(one.target(), other.source());
    }
}
