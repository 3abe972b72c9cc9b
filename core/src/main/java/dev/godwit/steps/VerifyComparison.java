package dev.godwit.steps;

import dev.godwit.engine.StepContext;
import dev.godwit.guard.GuardVerdict;
import dev.godwit.model.TableName;
import dev.godwit.verify.Prover;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.canary.Canary;
import dev.godwit.verify.cause.Cause;
import dev.godwit.verify.cause.Causes;
import dev.godwit.verify.live.LiveContext;
import dev.godwit.verify.live.LiveRows;
import dev.godwit.verify.live.LiveSettings;
import dev.godwit.verify.live.Progress;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.live.ValidationStore;
import dev.godwit.verify.mapping.MappingFile;
import dev.godwit.verify.mapping.Pairing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares two tables, or two shapes of one, of the database that a plan works on: row by row, as {@code godwit validate} does. */
final class VerifyComparison {
    private final VerifyStep.Compare compare;
    private final StepContext context;

    VerifyComparison(VerifyStep.Compare compare, StepContext context) {
        this.compare = compare;
        this.context = context;
    }

    /** What is compared, as a mapping file would say it. */
    static MappingFile file(VerifyStep.Compare compare) {
        return new MappingFile(Map.of(), List.of(compare.tables()), List.of());
    }

    String name() {
        return "every row of " + compare.tables().source() + " in "
                + compare.tables().target();
    }

    /** Holds where all rows are equal, and a planted difference was seen. */
    Prover.Finding finding() {
        Side side = new Side("source", context.dialect(), context.database());
        Sides sides = new Sides(side, new Side("target", context.dialect(), context.database()));
        TableName source = compare.tables().source();
        Pairing.Paired paired = Pairing.pair(file(compare), sides.source(), sides.target(), List.of(source));
        Snapshots snapshots = new Snapshots(sides, true, context.host().time());
        List<TableOutcome> outcomes = new ArrayList<>();
        LiveSettings settings = LiveSettings.usual(Scope.USUAL_DIFFERENCES).lag(compare.lag());
        LiveContext live = new LiveContext(
                context.host(),
                snapshots,
                settings,
                () -> new GuardVerdict.Proceed(0),
                ValidationStore.none(),
                Progress.none());
        new LiveRows(live, outcomes::add).run(sides, paired.scope(Scope.USUAL_DIFFERENCES));
        TableOutcome outcome = outcomes.get(0);
        boolean equal = outcome.verdict() == ValidationVerdict.EQUAL;
        boolean awake = !equal || new Canary(snapshots).in(outcome).seen();
        return new Prover.Finding(
                equal && awake, awake ? found(outcome) : "a planted difference was not seen", "EQUAL");
    }

    private static String found(TableOutcome outcome) {
        String causes = Causes.of(outcome.mapping(), outcome.differences()).stream()
                .map(Cause::toString)
                .collect(Collectors.joining("; "));
        String keys = outcome.differences().stream()
                .limit(3)
                .map(difference ->
                        difference.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + difference.keyText())
                .collect(Collectors.joining(", "));
        return outcome.verdict() + ", " + outcome.sourceRows() + " rows"
                + (outcome.differing() == 0 ? "" : ", " + outcome.differing() + " differ: " + keys)
                + (causes.isEmpty() ? "" : "; " + causes)
                + (outcome.hot().isEmpty() ? "" : ", " + outcome.hot().size() + " hot");
    }
}
