package dev.godwit.steps;

import dev.godwit.db.SqlFailure;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.UnitResult;
import dev.godwit.event.Event;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.host.CrashPoint;
import dev.godwit.verify.Proof;
import dev.godwit.verify.Prover;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks one question per unit of work; the first answer that is not as it should be ends it. A comparison of rows takes as many
 * units as it needs, so that guards are heard in between.
 */
final class VerifyRun implements StepRun {
    private final VerifyStep step;
    private final StepContext context;
    private final List<Proof> proofs;
    private final Prover prover;
    private final List<VerifyComparison> comparisons;
    private int next;

    VerifyRun(VerifyStep step, StepContext context, Elsewhere elsewhere) {
        this.step = step;
        this.context = context;
        this.proofs = new VerifyProofs(context.dialect()).of(step);
        this.comparisons = step.compares().stream()
                .map(compare -> new VerifyComparison(compare, context, elsewhere))
                .toList();
        this.prover = new Prover(context.session(), context.dialect().proofs());
    }

    @Override
    public UnitResult perform(double utilisation) {
        if (next == proofs.size() + comparisons.size()) {
            return new UnitResult.Finished();
        }
        return next < proofs.size()
                ? ask(proofs.get(next))
                : compare(comparisons.get(next - proofs.size()), utilisation);
    }

    private UnitResult compare(VerifyComparison comparison, double utilisation) {
        long begun = context.host().time().nanos();
        Optional<Prover.Finding> found = comparison.goOn(utilisation);
        if (found.isEmpty()) {
            return new UnitResult.More(Duration.ZERO);
        }
        Prover.Finding finding = found.get();
        answered(comparison.name(), finding, begun);
        return finding.holds()
                ? new UnitResult.More(Duration.ZERO)
                : new UnitResult.NotVerified(Problem.of(
                        ErrorCode.VERIFICATION_FAILED,
                        step.id() + ", " + comparison.name() + ": found " + masked(finding.found())));
    }

    private UnitResult ask(Proof proof) {
        long begun = context.host().time().nanos();
        Prover.Finding finding = proved(proof);
        answered(proof.name(), finding, begun);
        return finding.holds()
                ? new UnitResult.More(Duration.ZERO)
                : new UnitResult.NotVerified(problem(proof, finding));
    }

    private void answered(String name, Prover.Finding finding, long begun) {
        Duration elapsed = Duration.ofNanos(context.host().time().nanos() - begun);
        context.host().crash().hit(CrashPoint.VERIFICATION_ANSWERED);
        context.journal()
                .append(new Event.VerificationDone(step.id(), name, finding.holds(), masked(finding.found()), elapsed));
        next += finding.holds() ? 1 : 0;
    }

    /** Reading changed nothing. */
    @Override
    public String undo() {
        return "";
    }

    @Override
    public void close() {
        comparisons.forEach(VerifyComparison::close);
    }

    /** A question that cannot be answered proves nothing. */
    private Prover.Finding proved(Proof proof) {
        context.dialect().locks().boundStatement(context.session(), step.statementTime());
        try {
            return prover.prove(proof);
        } catch (SqlFailure failure) {
            return new Prover.Finding(false, "an error: " + failure.getMessage(), "an answer");
        } finally {
            context.dialect().reset(context.session());
        }
    }

    private Problem problem(Proof proof, Prover.Finding finding) {
        String query = proof.question().render(context.session().quoting()).text();
        return Problem.of(
                ErrorCode.VERIFICATION_FAILED,
                step.id() + ", " + proof.name() + ": expected " + masked(finding.wanted()) + ", found "
                        + masked(finding.found()) + "; query: " + masked(query));
    }

    /** Texts in quotes may be row data or secrets; numbers are what a proof is about. */
    private static String masked(String text) {
        return text.replaceAll("'(?:[^']|'')*'", "'...'")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
