package dev.godwit.plan;

import java.util.List;

/**
 * A step with its place in the plan.
 *
 * @param migration the id of the migration that it belongs to; steps of one migration stand together
 * @param statements what it will send, as far as it is known before; for people and for the hash
 */
public record PlannedStep(String migration, Phase phase, Step step, List<StatementPlan> statements) {
    public PlannedStep {
        statements = List.copyOf(statements);
    }
}
