package dev.godwit.engine;

import dev.godwit.dialect.Dialect;
import dev.godwit.model.TableName;
import dev.godwit.plan.StatementPlan;
import dev.godwit.plan.Step;
import dev.godwit.plan.StepKind;
import dev.godwit.sql.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind of step that the engine can carry out. */
public interface ExecutableKind<S extends Step> extends StepKind<S> {
    /**
     * What the step will send, judged and priced against the live database. Reads only.
     *
     * @throws dev.godwit.fault.GodwitException where it cannot be carried out there (GW-2015), all problems at once
     */
    List<StatementPlan> price(S step, Surroundings surroundings);

    /** The tables that the step works on, as far as reading it tells. */
    default Set<TableName> tables(S step, Dialect dialect) {
        return Set.of();
    }

    /**
     * What reading alone tells of a step that cannot be priced yet. A kind that says nothing fails closed.
     *
     * @param reasons why the verdict is not ALLOW
     */
    record Opinion(Verdict verdict, List<String> reasons) {
        public Opinion {
            reasons = List.copyOf(reasons);
        }
    }

    /** Judges a sketched step, see {@link #sketch}. */
    default Opinion opinion(S step, Surroundings surroundings) {
        return new Opinion(Verdict.ASK, List.of("it cannot be judged before an earlier step has run"));
    }

    /** What the step does in one line, for a plan that is made before an earlier step has prepared the ground. */
    default String sketch(S step) {
        return step.kind() + " " + step.id();
    }

    /**
     * Whether the step calls {@link StepContext#begin} itself, within its own transaction, so that a migration of one
     * transaction costs one commit.
     */
    default boolean beginsItself(S step, Dialect dialect) {
        return false;
    }

    /**
     * Whether the step adds to what the ledger is owed ({@link StepContext#owed}) and settles it before it looks there or works
     * in a transaction of its own; for any other step it is settled before.
     */
    default boolean settlesItself() {
        return false;
    }

    /**
     * The step that takes this one back, once it is done; empty where nothing is to be done, or nobody wrote how (then
     * {@link #irreversible} says so).
     */
    default Optional<Step> reversed(S step) {
        return Optional.empty();
    }

    /** Whether the step changes something and nobody wrote how to take it back. */
    default boolean irreversible(S step) {
        return false;
    }

    /** The fields that say how fast it goes, not what it does: with others of them it is the same work, and goes on. */
    default Set<String> paceFields() {
        return Set.of();
    }

    /** Prepares to carry the step out, from wherever an earlier run left it. */
    StepRun open(S step, StepContext context);
}
