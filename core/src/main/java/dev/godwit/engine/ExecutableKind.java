package dev.godwit.engine;

import dev.godwit.plan.StatementPlan;
import dev.godwit.plan.Step;
import dev.godwit.plan.StepKind;
import java.util.List;

/** A kind of step that the engine can carry out. */
public interface ExecutableKind<S extends Step> extends StepKind<S> {
    /**
     * What the step will send, judged and priced against the live database. Reads only.
     *
     * @throws dev.godwit.fault.GodwitException where it cannot be carried out there (GW-2015), all problems at once
     */
    List<StatementPlan> price(S step, Surroundings surroundings);

    /** Prepares to carry the step out, from wherever an earlier run left it. */
    StepRun open(S step, StepContext context);
}
