package dev.godwit.steps;

import dev.godwit.db.Session;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.Watch;
import dev.godwit.guard.GuardVerdict;
import dev.godwit.model.Fingerprint;
import dev.godwit.state.Validations;
import dev.godwit.verify.Prover;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.canary.Canary;
import dev.godwit.verify.cause.Cause;
import dev.godwit.verify.cause.Causes;
import dev.godwit.verify.certificate.Certificate;
import dev.godwit.verify.live.ControlStore;
import dev.godwit.verify.live.LiveContext;
import dev.godwit.verify.live.LiveRows;
import dev.godwit.verify.live.LiveSettings;
import dev.godwit.verify.live.Progress;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.live.ValidationStore;
import dev.godwit.verify.mapping.MappingFile;
import dev.godwit.verify.mapping.Pairing;
import dev.godwit.verify.run.Validation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares two tables, or two shapes of one, row by row, as {@code godwit validate} does; the target is in the database that the
 * plan works on, the source there or elsewhere. It goes on from unit to unit, and behind the last chunk that was written down where
 * the run was killed.
 */
final class VerifyComparison {
    /** A unit of work: long enough for snapshots to be worth it, short enough for guards. */
    private static final Duration UNIT = Duration.ofSeconds(5);

    private final VerifyStep.Compare compare;
    private final StepContext context;
    private final Elsewhere elsewhere;
    private @Nullable Begun begun;

    VerifyComparison(VerifyStep.Compare compare, StepContext context, Elsewhere elsewhere) {
        this.compare = compare;
        this.context = context;
        this.elsewhere = elsewhere;
    }

    /** What all units share. */
    private record Begun(Sides sides, Pairing.Paired paired, Snapshots snapshots, ValidationStore store) {}

    /** What is compared, as a mapping file would say it. */
    static MappingFile file(VerifyStep.Compare compare) {
        return new MappingFile(Map.of(), List.of(compare.tables()), List.of());
    }

    /** The table that is right, for people. */
    static String source(VerifyStep.Compare compare) {
        return compare.tables().source() + (compare.from() == null ? "" : " of " + compare.from());
    }

    String name() {
        return "every row of " + source(compare) + " in " + compare.tables().target();
    }

    /**
     * Goes on for a unit.
     *
     * @param utilisation of the guards, which slows it down
     * @return empty where there is more; holds where all rows are equal, and a planted difference was seen
     */
    Optional<Prover.Finding> goOn(double utilisation) {
        Begun shared = begun == null ? begin() : begun;
        begun = shared;
        List<TableOutcome> outcomes = new ArrayList<>();
        LiveSettings settings = LiveSettings.usual(Scope.USUAL_DIFFERENCES).lag(compare.lag());
        LiveContext live = new LiveContext(
                context.host(), shared.snapshots(), settings, unit(utilisation), shared.store(), Progress.none());
        new LiveRows(live, outcomes::add).run(shared.sides(), shared.paired().scope(Scope.USUAL_DIFFERENCES));
        TableOutcome outcome = outcomes.get(0);
        if (!outcome.finished() && outcome.verdict() != ValidationVerdict.DIFFERENT) {
            return Optional.empty();
        }
        shared.store().ended(outcome.verdict().name(), "");
        return Optional.of(finding(outcome, shared));
    }

    /** Ends a unit at the end of a chunk; without a snapshot nothing is held back while guards decide. */
    private Watch unit(double utilisation) {
        long begin = context.host().time().nanos();
        return () -> Duration.ofNanos(context.host().time().nanos() - begin).compareTo(UNIT) < 0
                ? new GuardVerdict.Proceed(utilisation)
                : new GuardVerdict.Stop("the next unit goes on");
    }

    private Begun begin() {
        Side target = new Side("target", context.dialect(), context.database());
        Side source = compare.from() == null
                ? new Side("source", context.dialect(), context.database())
                : new Side("source", elsewhere.dialect(compare.from()), elsewhere.database(compare.from()));
        Sides sides = new Sides(source, target);
        Pairing.Paired paired = Pairing.pair(
                file(compare), source, target, List.of(compare.tables().source()));
        boolean one =
                compare.from() == null || Validation.oneDatabase(Validation.party(source), Validation.party(target));
        return new Begun(sides, paired, new Snapshots(sides, one, context.host().time()), store(sides, paired));
    }

    /** An attempt of this execution is gone on with; one of another time might have compared what is no longer so. */
    private ValidationStore store(Sides sides, Pairing.Paired paired) {
        String subject = Fingerprint.of("step\n" + place(sides.source()) + "\n" + place(sides.target()) + "\n"
                        + Certificate.mappingSum(paired.tables().get(0)).hex())
                .hex();
        String attempt = "step " + context.execution().id() + " ";
        Validations.Beginning beginning = new Validations.Beginning(
                attempt + context.host().ids().newRunId().value(),
                subject,
                sides.source().database().displayName(),
                sides.target().database().displayName(),
                context.run());
        Session session = context.database().open("godwit verify");
        try {
            return ControlStore.open(
                    session,
                    new Validations(context.dialect().control()),
                    beginning,
                    new ValidationStore.Going(true, compare.sinceLast(), attempt));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static String place(Side side) {
        var party = Validation.party(side);
        return party.dialect() + " " + party.identity() + " " + party.database();
    }

    private static Prover.Finding finding(TableOutcome outcome, Begun shared) {
        boolean equal = outcome.verdict() == ValidationVerdict.EQUAL;
        boolean awake = !equal || new Canary(shared.snapshots()).in(outcome).seen();
        return new Prover.Finding(
                equal && awake, awake ? found(outcome) : "a planted difference was not seen", "EQUAL");
    }

    private static String found(TableOutcome outcome) {
        String causes = Causes.of(outcome.mapping(), outcome.differences()).stream()
                .map(Cause::toString)
                .collect(Collectors.joining("; "));
        String keys = outcome.differences().stream()
                .limit(3)
                .map(difference -> difference.kind().name().toLowerCase(Locale.ROOT) + " " + difference.keyText())
                .collect(Collectors.joining(", "));
        return outcome.verdict() + ", " + outcome.sourceRows() + " rows"
                + (outcome.differing() == 0 ? "" : ", " + outcome.differing() + " differ: " + keys)
                + (causes.isEmpty() ? "" : "; " + causes)
                + (outcome.hot().isEmpty() ? "" : ", " + outcome.hot().size() + " hot");
    }

    /** Lets its checkpoint go. */
    void close() {
        Begun shared = begun;
        if (shared != null) {
            shared.store().close();
        }
    }
}
