package dev.godwit.app.verb;

import dev.godwit.dialect.Capability;
import dev.godwit.dialect.Dialect;
import dev.godwit.plan.Plan;
import java.util.List;

/** What a server cannot do that a plan would need, said before anything runs. Pure. */
public final class MissingCapabilities {
    private MissingCapabilities() {}

    /** One sentence each; empty where nothing that the plan needs is missing. */
    public static List<String> of(Dialect dialect, Plan plan) {
        boolean alone = plan.steps().stream()
                .flatMap(step -> step.statements().stream())
                .anyMatch(statement -> !statement.transactional());
        if (dialect.capabilities().contains(Capability.TRANSACTIONAL_DDL) || !alone) {
            return List.of();
        }
        return List.of(
                "this server cannot take DDL back by a transaction: each such statement takes effect alone, a run that"
                        + " ends half-way is gone on with at its statement, and a verification that fails is answered by the"
                        + " down part");
    }
}
