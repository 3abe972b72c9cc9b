package dev.godwit.config;

import dev.godwit.plan.Values;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the guards hold a run, and when they take it back.
 *
 * @param errorRate fraction of failed statements, 0.01 for 1%
 * @param failedBatches one after the other
 * @param canaries queries whose latency is watched; empty to choose from the plan
 * @param signals numbers of the user's own; may be empty
 */
public record GuardLimits(
        Span<Duration> replicaLag,
        Span<Double> latency,
        double errorRate,
        int failedBatches,
        Span<Double> disk,
        Duration oldSnapshot,
        long oldVersions,
        List<String> canaries,
        List<Signal> signals) {
    /**
     * A number that the user's own query gives.
     *
     * @param pause from here on the run waits
     * @param rollback from here on it is taken back; null for never
     */
    public record Signal(
            String name,
            String query,
            double pause,
            @Nullable Double rollback) {}

    /**
     * Two limits of one signal.
     *
     * @param pause from here on the run waits
     * @param rollback from here on it is taken back; not below {@code pause}
     */
    public record Span<T extends Comparable<T>>(T pause, T rollback) {}

    public GuardLimits {
        canaries = List.copyOf(canaries);
        signals = List.copyOf(signals);
    }

    static GuardLimits of(Values values) {
        return new GuardLimits(
                new Span<>(
                        values.object("replica_lag").duration("pause"),
                        values.object("replica_lag").duration("rollback")),
                percent(values.object("p95_latency")),
                values.percent("error_rate"),
                Math.toIntExact(values.number("failed_batches")),
                percent(values.object("disk")),
                values.duration("old_snapshot"),
                values.number("old_versions"),
                values.texts("canaries"),
                values.objects("signals").stream().map(GuardLimits::signal).toList());
    }

    private static Signal signal(Values values) {
        return new Signal(
                values.text("name"),
                values.text("query"),
                values.fraction("pause"),
                values.has("rollback") ? values.fraction("rollback") : null);
    }

    private static Span<Double> percent(Values values) {
        return new Span<>(values.percent("pause"), values.percent("rollback"));
    }

    /** These limits, where a plan does not name others. */
    public GuardLimits with(Values overrides) {
        Values lag = overrides.object("replica_lag");
        return new GuardLimits(
                new Span<>(
                        lag.has("pause") ? lag.duration("pause") : replicaLag.pause(),
                        lag.has("rollback") ? lag.duration("rollback") : replicaLag.rollback()),
                percent(overrides.object("p95_latency"), latency),
                overrides.has("error_rate") ? overrides.percent("error_rate") : errorRate,
                overrides.has("failed_batches") ? Math.toIntExact(overrides.number("failed_batches")) : failedBatches,
                percent(overrides.object("disk"), disk),
                overrides.has("old_snapshot") ? overrides.duration("old_snapshot") : oldSnapshot,
                overrides.has("old_versions") ? overrides.number("old_versions") : oldVersions,
                overrides.has("canaries") ? overrides.texts("canaries") : canaries,
                signals);
    }

    private static Span<Double> percent(Values values, Span<Double> otherwise) {
        return new Span<>(
                values.has("pause") ? values.percent("pause") : otherwise.pause(),
                values.has("rollback") ? values.percent("rollback") : otherwise.rollback());
    }
}
