package dev.godwit.app.verb;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import dev.godwit.plan.Direction;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.state.Runs;
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
     * Holds server, files and catalog against the plan. Where a run of this very plan was interrupted, the catalog is another by
     * its doing, and the same command goes on there.
     *
     * @param hash of the plan
     * @throws dev.godwit.fault.GodwitException GW-2016 with what changed
     */
    public void check(Plan plan, Fingerprint hash) {
        checkServer(target, plan);
        checkFiles(plan);
        if (target.hasLedger() && new Runs(target.dialect().control()).leftSomething(target.session(), hash.hex())) {
            return;
        }
        List<String> changes = CatalogChanges.between(plan.catalog(), Migrations.abbreviated(migrations.snapshot()));
        if (!changes.isEmpty()) {
            throw Problem.of(
                            ErrorCode.PLAN_STALE,
                            "the catalog changed since the plan was made: " + String.join("; ", changes))
                    .exception();
        }
    }

    /** A plan carries its scripts, so files may be missing; one that says something else now would be an edited one at once. */
    private void checkFiles(Plan plan) {
        if (plan.direction() != Direction.UP || !migrations.hasFolder()) {
            return;
        }
        List<String> edited = plan.migrations().stream()
                .filter(planned -> migrations
                        .files()
                        .find(planned.id())
                        .filter(file -> !file.checksum().equals(planned.checksum()))
                        .isPresent())
                .map(PlannedMigration::id)
                .toList();
        if (!edited.isEmpty()) {
            throw Problem.of(ErrorCode.PLAN_STALE, "edited since the plan was made: " + String.join(", ", edited))
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
