package dev.godwit.verify.rows;

import dev.godwit.dialect.SnapshotReader;
import dev.godwit.host.Time;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Sides;
import dev.godwit.verify.ValidationVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compares all rows of all tables, each table as of one moment on each side. For databases that are not written to. */
public final class RowsCheck implements Check {
    static final String PURPOSE = "godwit validate";

    private final Time time;

    public RowsCheck(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "rows";
    }

    @Override
    public String description() {
        return "every row of every table, value by value";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        long begin = time.nanos();
        List<CheckReport> parts = new ArrayList<>();
        for (Mapping mapping : scope.tables()) {
            parts.add(table(sides, mapping, scope.mostDifferences()));
        }
        return CheckReport.of(name(), parts, Duration.ofNanos(time.nanos() - begin));
    }

    private CheckReport table(Sides sides, Mapping mapping, int mostDifferences) {
        if (mapping.compared().isEmpty()) {
            return TableReport.notCompared(name(), mapping);
        }
        long begin = time.nanos();
        RowLimits limits = RowLimits.usual(mostDifferences);
        MethodProbe.Choice choice = new MethodProbe(time, sides, mapping, limits).choose();
        try (SnapshotReader source = MethodProbe.snapshot(sides.source());
                SnapshotReader target = MethodProbe.snapshot(sides.target())) {
            TableResult result = choice.sums()
                    ? new SumComparison(mapping, limits)
                            .compare(
                                    new SumComparison.Half(
                                            source, sides.source().dialect().comparing()),
                                    new SumComparison.Half(
                                            target, sides.target().dialect().comparing()))
                    : read(mapping, limits, source, target);
            return TableReport.of(name(), result, Duration.ofNanos(time.nanos() - begin))
                    .with(List.of(new CheckReport.Finding(
                            ValidationVerdict.EQUAL, "table " + mapping.source().table(), choice.reason())));
        }
    }

    private static TableResult read(Mapping mapping, RowLimits limits, SnapshotReader source, SnapshotReader target) {
        return mapping.keyColumns() == 0
                ? new BagComparison(mapping, limits).compare(source, target)
                : new RowComparison(mapping, limits)
                        .walk(source, target, KeyInterval.everything(), ChunkListener.none());
    }
}
