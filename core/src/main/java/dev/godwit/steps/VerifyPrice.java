package dev.godwit.steps;

import dev.godwit.config.Reference;
import dev.godwit.dialect.Dialect;
import dev.godwit.engine.Surroundings;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.plan.StatementPlan;
import dev.godwit.sql.Fragment;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import dev.godwit.verify.mapping.Pairing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges a verify step: that it only reads, and that its pieces of SQL stay in their places. */
final class VerifyPrice {
    private final VerifyStep step;
    private final Dialect dialect;
    private final Surroundings surroundings;
    private final Elsewhere elsewhere;

    VerifyPrice(VerifyStep step, Surroundings surroundings, Elsewhere elsewhere) {
        this.step = step;
        this.elsewhere = elsewhere;
        this.dialect = surroundings.dialect();
        this.surroundings = surroundings;
    }

    List<StatementPlan> statements() {
        List<Problem> problems = new ArrayList<>();
        Stream.concat(
                        step.counts().stream().map(count -> Optional.ofNullable(count.where())),
                        step.checksums().stream().map(checksum -> Optional.ofNullable(checksum.where())))
                .flatMap(Optional::stream)
                .forEach(where -> new Fragment("where", where, dialect.quoting())
                        .problem()
                        .ifPresent(problems::add));
        step.checks().forEach(check -> problem(check).ifPresent(problems::add));
        step.compares().forEach(compare -> secret(compare).ifPresent(problems::add));
        GodwitException.throwIfAny(problems.stream()
                .map(problem -> problem.at(Place.of(step.id())))
                .toList());
        step.compares().forEach(compare -> Pairing.judge(VerifyComparison.file(compare), source(compare), dialect));
        return Stream.concat(
                        new VerifyProofs(dialect)
                                .of(step).stream()
                                        .map(proof -> proof.question()
                                                .render(surroundings.session().quoting())
                                                .text()),
                        step.compares().stream()
                                .map(compare -> "compare " + VerifyComparison.source(compare) + " with "
                                        + compare.tables().target()))
                .map(VerifyPrice::priced)
                .toList();
    }

    /** A plan is printed, signed and kept; so are errors, which is why none shows the line. */
    private static Optional<Problem> secret(VerifyStep.Compare compare) {
        return Optional.ofNullable(compare.from())
                .map(Reference::new)
                .flatMap(url -> url.holdsPassword() ? Optional.of("holds a password as it is") : url.complaint())
                .map(complaint -> Problem.of(ErrorCode.PLAN_WRONG, "from of a comparison " + complaint)
                        .next("write the password as ${env:NAME} or ${file:PATH}"));
    }

    private Dialect source(VerifyStep.Compare compare) {
        return compare.from() == null ? dialect : elsewhere.dialect(compare.from());
    }

    private Optional<Problem> problem(VerifyStep.Check check) {
        List<ScriptStatement> statements = dialect.scripts().splitAll(check.sql(), check.name());
        if (statements.size() != 1) {
            return Optional.of(
                    Problem.of(ErrorCode.PLAN_WRONG, check.name() + " is not one query but " + statements.size()));
        }
        StatementFacts facts = dialect.scripts().classify(statements.get(0));
        boolean changes = facts.verdict() == Verdict.GATE || facts.verdict() == Verdict.REFUSE;
        return changes
                ? Optional.of(Problem.of(
                        ErrorCode.PLAN_WRONG, check.name() + " must only read: " + String.join("; ", facts.reasons())))
                : Optional.empty();
    }

    private static StatementPlan priced(String text) {
        return new StatementPlan(text, 0, Verdict.ALLOW, List.of(), true, Map.of(), Work.SCAN, -1, null, 0, false);
    }
}
