package dev.godwit.app.verb;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Plan;
import java.util.List;

/** Whether a plan still fits the database that it was made for. Reads only. */
public final class PlanFreshness {
    private final Target target;
    private final Migrations migrations;

    public PlanFreshness(Target target, Migrations migrations) {
        this.target = target;
        this.migrations = migrations;
    }

    /**
     * Holds server and catalog against the plan.
     *
     * @throws dev.godwit.fault.GodwitException GW-2016 with what changed
     */
    public void check(Plan plan) {
        checkServer(target, plan);
        List<String> changes = CatalogChanges.between(plan.catalog(), Migrations.abbreviated(migrations.snapshot()));
        if (!changes.isEmpty()) {
            throw Problem.of(
                            ErrorCode.PLAN_STALE,
                            "the catalog changed since the plan was made: " + String.join("; ", changes))
                    .exception();
        }
    }

    /**
     * Holds the server alone against the plan.
     *
     * @throws dev.godwit.fault.GodwitException GW-2016 where it is another one
     */
    public static void checkServer(Target target, Plan plan) {
        String server =
                target.identity().systemIdentifier() + "/" + target.identity().database();
        if (!plan.serverIdentity().equals(server)) {
            throw Problem.of(
                            ErrorCode.PLAN_STALE,
                            "the plan was made for " + plan.serverIdentity() + ", and this is " + server)
                    .next("give the URL of that server, or make a plan for this one")
                    .exception();
        }
    }
}
