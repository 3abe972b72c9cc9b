package dev.godwit.verify.live;

import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Sides;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Compares all rows of all tables, one table after the other, whether anybody writes or not. A difference is told only when it
 * is proven not to be lag.
 */
public final class LiveRows implements Check {
    /** Its name. */
    public static final String NAME = "rows";

    private final LiveContext context;
    private final Consumer<TableOutcome> outcomes;

    /** @param outcomes gets each table's outcome, in order */
    public LiveRows(LiveContext context, Consumer<TableOutcome> outcomes) {
        this.context = context;
        this.outcomes = outcomes;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "every row of every table, value by value, also while others write";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        long begin = context.host().time().nanos();
        List<CheckReport> parts = new ArrayList<>();
        for (Mapping mapping : scope.tables()) {
            parts.add(table(mapping, scope.mostDifferences()));
        }
        return CheckReport.of(
                NAME, parts, Duration.ofNanos(context.host().time().nanos() - begin));
    }

    private CheckReport table(Mapping mapping, int mostDifferences) {
        long begin = context.host().time().nanos();
        context.progress().begun(mapping.source().table());
        TableOutcome outcome = compare(mapping);
        outcomes.accept(outcome);
        context.progress().done(outcome);
        return OutcomeReport.of(
                NAME,
                outcome,
                mostDifferences,
                Duration.ofNanos(context.host().time().nanos() - begin));
    }

    private TableOutcome compare(Mapping mapping) {
        if (mapping.compared().isEmpty()) {
            Coverage nothing = new Coverage(mapping.source().table(), List.of());
            return new TableOutcome(
                    mapping, nothing, List.of(), Map.of(), 0, 0, List.of(), "", true, List.of("no column is compared"));
        }
        TableOutcome outcome = WholeTable.findsRows(mapping)
                ? new KeyedTable(mapping, context).compare()
                : new WholeTable(mapping, context).compare();
        return blind(outcome) ? outcome.doubted("its filter lets no row through, and it has rows") : outcome;
    }

    /** A filter that is wrong on both sides would make any two tables equal. */
    private boolean blind(TableOutcome outcome) {
        Mapping mapping = outcome.mapping();
        boolean filtered = mapping.source().where() != null || mapping.target().where() != null;
        if (!filtered || outcome.sourceRows() + outcome.targetRows() > 0) {
            return false;
        }
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            return holdsRows(pair.source(), mapping.source().table())
                    || holdsRows(pair.target(), mapping.target().table());
        }
    }

    private static boolean holdsRows(SnapshotReader reader, TableName table) {
        return reader.session()
                .first(Sql.of("select 1 from {} limit 1", table), row -> true)
                .orElse(false);
    }
}
