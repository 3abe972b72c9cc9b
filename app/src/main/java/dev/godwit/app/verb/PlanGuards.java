package dev.godwit.app.verb;

import dev.godwit.config.GuardLimits;
import dev.godwit.engine.Kinds;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlanReader;
import dev.godwit.plan.PlannedMigration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The limits that hold during a run: those of the configuration, where the YAML plans in it name no others. Pure. */
public final class PlanGuards {
    private final PlanReader reader;

    public PlanGuards(Kinds kinds) {
        this.reader = new PlanReader(kinds.all());
    }

    /** Where plans of one run differ, the strictest limit holds: guards watch the whole run. */
    public GuardLimits of(Plan plan, GuardLimits configured) {
        return plan.migrations().stream()
                .filter(migration -> Migrations.isPlan(migration.source()))
                .map(migration -> limits(migration, configured))
                .reduce(PlanGuards::strictest)
                .orElse(configured);
    }

    private GuardLimits limits(PlannedMigration migration, GuardLimits configured) {
        return configured.with(reader.read(migration.source(), migration.id()).guards());
    }

    /** Signals are the configuration's alone, so both have the same. */
    private static GuardLimits strictest(GuardLimits one, GuardLimits other) {
        List<String> canaries = new ArrayList<>(one.canaries());
        other.canaries().stream().filter(query -> !canaries.contains(query)).forEach(canaries::add);
        return new GuardLimits(
                lower(one.replicaLag(), other.replicaLag()),
                lower(one.latency(), other.latency()),
                Math.min(one.errorRate(), other.errorRate()),
                Math.min(one.failedBatches(), other.failedBatches()),
                lower(one.disk(), other.disk()),
                lower(one.oldSnapshot(), other.oldSnapshot()),
                Math.min(one.oldVersions(), other.oldVersions()),
                canaries,
                one.signals());
    }

    private static <T extends Comparable<T>> GuardLimits.Span<T> lower(
            GuardLimits.Span<T> one, GuardLimits.Span<T> other) {
        Comparator<T> order = Comparator.naturalOrder();
        return new GuardLimits.Span<>(
                order.compare(one.pause(), other.pause()) <= 0 ? one.pause() : other.pause(),
                order.compare(one.rollback(), other.rollback()) <= 0 ? one.rollback() : other.rollback());
    }

    private static Duration lower(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
