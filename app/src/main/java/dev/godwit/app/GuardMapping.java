package dev.godwit.app;

import dev.godwit.config.GuardLimits;
import dev.godwit.guard.DiskGuard;
import dev.godwit.guard.ErrorRateGuard;
import dev.godwit.guard.GuardSettings;
import dev.godwit.guard.LatencyGuard;
import dev.godwit.guard.ReplicaLagGuard;
import dev.godwit.guard.SignalGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The limits that people configure as the guards take them; what nobody configures stays as the guards have it. */
public final class GuardMapping {
    /** Readings of a signal in a row beyond its rollback limit, as for replica lag. */
    private static final int READINGS = 3;

    private static final Duration EVERY = Duration.ofMillis(500);

    private GuardMapping() {}

    /** @param stopFile whose presence ends every run */
    public static GuardSettings of(GuardLimits limits, Path stopFile) {
        ReplicaLagGuard.Limits lag = ReplicaLagGuard.Limits.DEFAULT;
        LatencyGuard.Limits latency = LatencyGuard.Limits.DEFAULT;
        ErrorRateGuard.Limits errors = ErrorRateGuard.Limits.DEFAULT;
        return new GuardSettings(
                new ReplicaLagGuard.Limits(
                        limits.replicaLag().pause(), limits.replicaLag().rollback(), lag.readings(), lag.bytes()),
                new LatencyGuard.Limits(
                        limits.latency().pause(),
                        limits.latency().rollback(),
                        latency.windows(),
                        latency.window(),
                        latency.floor(),
                        latency.baseline()),
                new ErrorRateGuard.Limits(limits.errorRate(), errors.minimum(), errors.window(), errors.readings()),
                new DiskGuard.Limits(limits.disk().pause(), limits.disk().rollback()),
                limits.failedBatches(),
                limits.oldSnapshot(),
                limits.oldVersions(),
                GuardSettings.DEFAULT.slotBytes(),
                limits.canaries(),
                limits.signals().stream().map(GuardMapping::signal).toList(),
                List.of(stopFile));
    }

    private static GuardSettings.Signal signal(GuardLimits.Signal signal) {
        return new GuardSettings.Signal(
                signal.name(),
                signal.query(),
                new SignalGuard.Limits(signal.pause(), signal.rollback(), null, null, READINGS, EVERY));
    }
}
