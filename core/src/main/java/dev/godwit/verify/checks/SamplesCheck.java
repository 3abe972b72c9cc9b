package dev.godwit.verify.checks;

import dev.godwit.model.Key;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Sides;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.rows.RowComparison;
import dev.godwit.verify.rows.RowLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Rows of keys that are drawn by a seed from both sides, compared value by value. It finds what is wrong with many rows, soon;
 * that few are wrong it cannot say. A row that differs is looked at again after the lag, and is a difference where it still
 * differs in the same way.
 */
public final class SamplesCheck implements Check {
    /** The word that selects it. */
    public static final String NAME = "samples";

    private final CheckContext context;

    public SamplesCheck(CheckContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "rows of keys that are drawn by a seed, value by value";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        long begin = context.time().nanos();
        List<CheckReport> parts = new ArrayList<>();
        for (Mapping mapping : scope.tables()) {
            parts.add(table(mapping, scope.mostDifferences()));
        }
        return CheckReport.of(NAME, parts, Duration.ofNanos(context.time().nanos() - begin));
    }

    private CheckReport table(Mapping mapping, int mostDifferences) {
        String table = mapping.source().table().toString();
        Said said = new Said();
        if (mapping.keyColumns() == 0) {
            said.open("table " + table, "has no key to draw by");
            return CheckReport.of(NAME, said.findings(), said.figures(), Duration.ZERO);
        }
        RowComparison comparison = new RowComparison(mapping, RowLimits.usual(mostDifferences));
        List<Difference> first = new ArrayList<>();
        int drawn = 0;
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            for (boolean ofSource : new boolean[] {true, false}) {
                List<Key> keys = draw(mapping, ofSource, pair);
                drawn += keys.size();
                first.addAll(look(comparison, pair, keys));
            }
        }
        said.figure(table, "rows drawn", drawn, "rows");
        said.figure(table, "seed", context.settings().seed(), "");
        return report(table, said, decided(comparison, first));
    }

    private List<Key> draw(Mapping mapping, boolean ofSource, Snapshots.Pair pair) {
        KeySample.Draw draw = new KeySample.Draw(
                context.settings().sampleRows(),
                new SplittableRandom(context.settings().seed()));
        return KeySample.of(mapping, ofSource, ofSource ? pair.source() : pair.target(), draw).stream()
                .map(KeySample.Drawn::key)
                .toList();
    }

    private static List<Difference> look(RowComparison comparison, Snapshots.Pair pair, List<Key> keys) {
        return keys.isEmpty() ? List.of() : comparison.look(pair.source(), pair.target(), keys);
    }

    /** What differs for good, and what only moved. */
    private record Decided(Set<Difference> proven, int moving) {}

    private Decided decided(RowComparison comparison, List<Difference> first) {
        Set<Difference> seen = new LinkedHashSet<>(first);
        if (seen.isEmpty()) {
            return new Decided(seen, 0);
        }
        context.time().pause(context.lag());
        List<Difference> again = new ArrayList<>();
        List<Key> keys = seen.stream()
                .map(difference -> difference.source() != null ? difference.source() : difference.target())
                .distinct()
                .toList();
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            for (int from = 0; from < keys.size(); from += CheckSettings.MOST_SAMPLE_ROWS) {
                int end = Math.min(keys.size(), from + CheckSettings.MOST_SAMPLE_ROWS);
                again.addAll(look(comparison, pair, keys.subList(from, end)));
            }
        }
        Set<Difference> proven = new LinkedHashSet<>(again);
        proven.retainAll(seen);
        return new Decided(proven, again.size() - proven.size());
    }

    private static CheckReport report(String table, Said said, Decided decided) {
        if (!decided.proven().isEmpty()) {
            said.different("table " + table, "rows of the sample differ: " + kinds(decided.proven()));
        }
        if (decided.moving() > 0) {
            said.open("table " + table, decided.moving() + " rows of the sample differ and are written to");
        }
        CheckReport report = CheckReport.of(NAME, said.findings(), said.figures(), Duration.ZERO);
        ValidationVerdict verdict = report.verdict();
        return new CheckReport(
                NAME,
                verdict,
                report.findings(),
                List.copyOf(decided.proven()),
                List.of(),
                report.figures(),
                Duration.ZERO);
    }

    private static String kinds(Set<Difference> differences) {
        List<String> kinds = new ArrayList<>();
        for (Difference.Kind kind : Difference.Kind.values()) {
            long count =
                    differences.stream().filter(each -> each.kind() == kind).count();
            if (count > 0) {
                kinds.add(count + " " + kind.name().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(", ", kinds);
    }
}
