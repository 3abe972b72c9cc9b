package dev.godwit.guard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The limits of all guards; a value per guard, each checked by its own record.
 *
 * @param failedBatches in a row
 * @param oldSnapshot age at which the run pauses
 * @param oldVersions of rows, not removed yet, at which the run pauses
 * @param slotBytes that a logical consumer may hold back
 * @param canaries queries whose latency is watched; empty for none
 * @param signals the user's own
 * @param stopFiles that end a run
 */
public record GuardSettings(
        ReplicaLagGuard.Limits replicaLag,
        LatencyGuard.Limits latency,
        ErrorRateGuard.Limits errorRate,
        DiskGuard.Limits disk,
        int failedBatches,
        Duration oldSnapshot,
        long oldVersions,
        long slotBytes,
        List<String> canaries,
        List<Signal> signals,
        List<Path> stopFiles) {
    /** What the requirement asks for. */
    public static final GuardSettings DEFAULT = new GuardSettings(
            ReplicaLagGuard.Limits.DEFAULT,
            LatencyGuard.Limits.DEFAULT,
            ErrorRateGuard.Limits.DEFAULT,
            DiskGuard.Limits.DEFAULT,
            FailedBatchesGuard.DEFAULT_LIMIT,
            OldSnapshotGuard.DEFAULT_LIMIT,
            OldVersionsGuard.DEFAULT_LIMIT,
            SlotGuard.DEFAULT_LIMIT_BYTES,
            List.of(),
            List.of(),
            List.of(EmergencyStopGuard.DEFAULT_FILE));

    public GuardSettings {
        canaries = List.copyOf(canaries);
        signals = List.copyOf(signals);
        stopFiles = List.copyOf(stopFiles);
    }

    /** A number of the user's own: a query that gives one row with one number. */
    public record Signal(String name, String query, SignalGuard.Limits limits) {}

    /** These settings with other canary queries. */
    public GuardSettings withCanaries(List<String> queries) {
        return new GuardSettings(
                replicaLag,
                latency,
                errorRate,
                disk,
                failedBatches,
                oldSnapshot,
                oldVersions,
                slotBytes,
                queries,
                signals,
                stopFiles);
    }

    /** These settings with other limits of lag. */
    public GuardSettings withReplicaLag(ReplicaLagGuard.Limits limits) {
        return new GuardSettings(
                limits,
                latency,
                errorRate,
                disk,
                failedBatches,
                oldSnapshot,
                oldVersions,
                slotBytes,
                canaries,
                signals,
                stopFiles);
    }

    /** These settings with other limits of latency. */
    public GuardSettings withLatency(LatencyGuard.Limits limits) {
        return new GuardSettings(
                replicaLag,
                limits,
                errorRate,
                disk,
                failedBatches,
                oldSnapshot,
                oldVersions,
                slotBytes,
                canaries,
                signals,
                stopFiles);
    }
}
