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
import dev.godwit.verify.Proof;
import dev.godwit.verify.mapping.Pairing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        step.compares().forEach(compare -> secret(compare).ifPresent(problems::add));
        throwIfAny(problems);
        List<Optional<StatementFacts>> judged = judged(problems);
        throwIfAny(problems);
        step.compares().forEach(compare -> Pairing.judge(VerifyComparison.file(compare), source(compare), dialect));
        return priced(judged);
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

    /** What each proof's own words do, in the order of the proofs; empty for a proof that is all ours. */
    private List<Optional<StatementFacts>> judged(List<Problem> problems) {
        List<Optional<StatementFacts>> judged = new ArrayList<>();
        step.counts().forEach(count -> judged.add(condition(count.where(), problems)));
        step.orphans().forEach(orphans -> judged.add(Optional.empty()));
        step.checksums().forEach(checksum -> judged.add(condition(checksum.where(), problems)));
        step.checks().forEach(check -> judged.add(judge(check.name(), check.sql(), problems)));
        return judged;
    }

    private Optional<StatementFacts> condition(@Nullable String where, List<Problem> problems) {
        return where == null
                ? Optional.empty()
                : judge("where", "select 1 from the_table where (" + where + ")", problems);
    }

    private void throwIfAny(List<Problem> problems) {
        GodwitException.throwIfAny(problems.stream()
                .map(problem -> problem.at(Place.of(step.id())))
                .toList());
    }

    /** Our own questions read, and so do comparisons; what a person wrote is as good as reading it tells. */
    private List<StatementPlan> priced(List<Optional<StatementFacts>> judged) {
        List<Proof> proofs = new VerifyProofs(dialect).of(step);
        List<StatementPlan> statements = new ArrayList<>();
        for (int i = 0; i < proofs.size(); i++) {
            String text = proofs.get(i)
                    .question()
                    .render(surroundings.session().quoting())
                    .text();
            statements.add(priced(text, judged.get(i)));
        }
        step.compares()
                .forEach(compare -> statements.add(priced(
                        "compare " + VerifyComparison.source(compare) + " with "
                                + compare.tables().target(),
                        Optional.empty())));
        return statements;
    }

    /** What SQL of the plan does; empty where it is one problem more. */
    private Optional<StatementFacts> judge(String name, String sql, List<Problem> problems) {
        List<ScriptStatement> statements = dialect.scripts().splitAll(sql, name);
        if (statements.size() != 1) {
            problems.add(Problem.of(ErrorCode.PLAN_WRONG, name + " is not one query but " + statements.size()));
            return Optional.empty();
        }
        StatementFacts facts = dialect.scripts().classify(statements.get(0));
        if (facts.verdict() == Verdict.GATE || facts.verdict() == Verdict.REFUSE) {
            problems.add(
                    Problem.of(ErrorCode.PLAN_WRONG, name + " must only read: " + String.join("; ", facts.reasons())));
        }
        return Optional.of(facts);
    }

    private static StatementPlan priced(String text, Optional<StatementFacts> facts) {
        Verdict verdict = facts.map(StatementFacts::verdict).orElse(Verdict.ALLOW);
        List<String> reasons = facts.map(StatementFacts::reasons).orElse(List.of());
        return new StatementPlan(text, 0, verdict, reasons, true, Map.of(), Work.SCAN, -1, null, 0, false);
    }
}
