package dev.godwit.app.verb;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether a plan still fits the database that it was made for. Reads only. */
public final class PlanFreshness {
    /** More differences than this are counted, not listed. */
    private static final int LISTED = 20;

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
        String server =
                target.identity().systemIdentifier() + "/" + target.identity().database();
        if (!plan.serverIdentity().equals(server)) {
            throw Problem.of(
                            ErrorCode.PLAN_STALE,
                            "the plan was made for " + plan.serverIdentity() + ", and this is " + server)
                    .next("give the URL of that server, or make a plan for this one")
                    .exception();
        }
        List<String> changes = changes(plan.catalog(), Migrations.abbreviated(migrations.snapshot()));
        if (!changes.isEmpty()) {
            throw Problem.of(
                            ErrorCode.PLAN_STALE,
                            "the catalog changed since the plan was made: " + String.join("; ", listed(changes)))
                    .exception();
        }
    }

    private static List<String> listed(List<String> changes) {
        if (changes.size() <= LISTED) {
            return changes;
        }
        List<String> listed = new ArrayList<>(changes.subList(0, LISTED));
        listed.add((changes.size() - LISTED) + " more");
        return listed;
    }

    private static List<String> changes(Map<String, String> then, Map<String, String> now) {
        TreeMap<String, String> keys = new TreeMap<>(then);
        keys.putAll(now);
        List<String> changes = new ArrayList<>();
        for (String key : keys.keySet()) {
            String before = then.getOrDefault(key, "");
            String after = now.getOrDefault(key, "");
            if (!before.equals(after)) {
                changes.add(
                        key + (before.isEmpty() ? " was added" : after.isEmpty() ? " was removed" : " was changed"));
            }
        }
        return changes;
    }
}
