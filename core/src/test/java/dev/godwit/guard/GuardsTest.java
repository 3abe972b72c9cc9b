package dev.godwit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dialect.Health.OldSnapshot;
import dev.godwit.dialect.Health.ReplicaLag;
import dev.godwit.dialect.Health.Transactions;
import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.host.SimulatedTime;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.model.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardsTest {
    private static final String PROCEED = "Proceed";
    private static final String PAUSE = "Pause";
    private static final String ROLL_BACK = "RollBack";

    private final SimulatedTime time = new SimulatedTime();

    @ParameterizedTest
    @CsvSource({
        "0, 1, Proceed",
        "4.9, 10, Proceed",
        "5, 1, Pause",
        "30, 10, Pause",
        "30.1, 2, Pause",
        "30.1, 3, RollBack"
    })
    void replicaLagPausesAtItsLimitAndRollsBackWhenItStaysFarBehind(double seconds, int readings, String verdict) {
        ReplicaLag lag = new ReplicaLag("r1", 0, Duration.ofMillis(Math.round(seconds * 1_000)));
        ReplicaLagGuard guard = new ReplicaLagGuard(ReplicaLagGuard.Limits.DEFAULT, () -> List.of(lag), time);
        assertThat(name(judged(guard, readings))).isEqualTo(verdict);
    }

    @Test
    void replicaLagInBytesPauses() {
        ReplicaLag lag = new ReplicaLag("r1", 2L << 30, Duration.ZERO);
        ReplicaLagGuard guard = new ReplicaLagGuard(ReplicaLagGuard.Limits.DEFAULT, () -> List.of(lag), time);
        assertThat(name(judged(guard, 1))).isEqualTo(PAUSE);
    }

    @Test
    void aReplicaThatIsGoneIsASignalThatCannotBeRead() {
        List<ReplicaLag> replicas = new ArrayList<>(List.of(new ReplicaLag("r1", 0, Duration.ZERO)));
        ReplicaLagGuard guard = new ReplicaLagGuard(ReplicaLagGuard.Limits.DEFAULT, () -> List.copyOf(replicas), time);
        guard.read();
        replicas.clear();
        assertThatThrownBy(guard::read).hasMessageContaining("r1");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0, 10.0, Proceed",
        "10.0, 11.9, Proceed",
        "10.0, 12.3, Pause",
        "10.0, 14.0, RollBack",
        "0.20, 0.26, Proceed", // 30 % more, and noise
        "0.20, 1.10, Proceed",
        "0.20, 1.60, RollBack",
    })
    void latencyIsHeldAgainstABaselineWithAFloorBelowWhichNothingCounts(double baseline, double later, String verdict) {
        FakeCanary canary = new FakeCanary(baseline);
        LatencyGuard guard = new LatencyGuard(LatencyGuard.Limits.DEFAULT, canary, time);
        guard.calibrate(time);
        canary.millis = later;
        GuardVerdict last = new GuardVerdict.Proceed(0);
        for (int second = 0; second < 45; second++) {
            last = judged(guard, 1);
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(name(last)).isEqualTo(verdict);
    }

    @Test
    void latencyPausesFirstAndRollsBackOnlyAfterThreeWindows() {
        FakeCanary canary = new FakeCanary(10);
        LatencyGuard guard = new LatencyGuard(LatencyGuard.Limits.DEFAULT, canary, time);
        guard.calibrate(time);
        canary.millis = 20;
        List<String> verdicts = new ArrayList<>();
        for (int reading = 0; reading < 20 * 32; reading++) {
            verdicts.add(name(judged(guard, 1)));
            time.pass(guard.interval());
        }
        assertThat(verdicts.subList(0, 8)).containsOnly(PROCEED);
        assertThat(verdicts.subList(12, 20 * 29)).containsOnly(PAUSE);
        assertThat(verdicts.get(verdicts.size() - 1)).isEqualTo(ROLL_BACK);
    }

    @Test
    void anIdleServerUsesNothingOfTheRoomForLatency() {
        FakeCanary canary = new FakeCanary(10);
        LatencyGuard guard = new LatencyGuard(LatencyGuard.Limits.DEFAULT, canary, time);
        guard.calibrate(time);
        assertThat(utilisation(judged(guard, 20))).isEqualTo(LatencyGuard.PRESENT);
        canary.millis = 11;
        time.pass(Duration.ofSeconds(20));
        assertThat(utilisation(judged(guard, 20))).isBetween(0.4, 0.6);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, Proceed", "9, 1, Proceed", "11, 1, Pause", "11, 2, Pause", "11, 3, RollBack"})
    void errorRateActsAboveOnePercentOverTheUsual(long rolledBackPerThousand, int readings, String verdict) {
        long[] counters = {990_000, 10_000}; // One percent has always been rolled back here.
        ErrorRateGuard guard = new ErrorRateGuard(
                ErrorRateGuard.Limits.DEFAULT, () -> new Transactions(counters[0], counters[1]), time);
        guard.calibrate(time);
        guard.read();
        GuardVerdict last = new GuardVerdict.Proceed(0);
        for (int reading = 0; reading < readings; reading++) {
            counters[0] += 1_000 - rolledBackPerThousand - 10;
            counters[1] += rolledBackPerThousand + 10;
            time.pass(Duration.ofSeconds(1));
            last = judged(guard, 1);
        }
        assertThat(name(last)).isEqualTo(verdict);
    }

    @Test
    void errorRateSaysNothingOfAFewTransactions() {
        long[] counters = {1_000_000, 0};
        ErrorRateGuard guard = new ErrorRateGuard(
                ErrorRateGuard.Limits.DEFAULT, () -> new Transactions(counters[0], counters[1]), time);
        guard.calibrate(time);
        guard.read();
        counters[1] += 99;
        assertThat(name(judged(guard, 3))).isEqualTo(PROCEED);
        counters[1] += 1;
        assertThat(name(judged(guard, 3))).isEqualTo(ROLL_BACK);
    }

    @ParameterizedTest
    @CsvSource({"0.84, Proceed", "0.85, Pause", "0.899, Pause", "0.90, RollBack"})
    void diskPausesAndRollsBack(double used, String verdict) {
        DiskGuard guard = new DiskGuard(DiskGuard.Limits.DEFAULT, () -> OptionalDouble.of(used), time);
        assertThat(name(judged(guard, 1))).isEqualTo(verdict);
    }

    @Test
    void aDiskThatTheServerCannotTellOfHoldsNobody() {
        DiskGuard guard = new DiskGuard(DiskGuard.Limits.DEFAULT, OptionalDouble::empty, time);
        assertThat(name(judged(guard, 1))).isEqualTo(PROCEED);
    }

    @ParameterizedTest
    @CsvSource({"599, Proceed", "600, Pause"})
    void anOldSnapshotPauses(long seconds, String verdict) {
        OldSnapshot snapshot = new OldSnapshot(7, "report", Duration.ofSeconds(seconds));
        OldSnapshotGuard guard =
                new OldSnapshotGuard(OldSnapshotGuard.DEFAULT_LIMIT, () -> Optional.of(snapshot), time);
        assertThat(name(judged(guard, 1))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"999999, Proceed", "1000000, Pause"})
    void tooManyOldVersionsOfRowsPause(long versions, String verdict) {
        OldVersionsGuard guard =
                new OldVersionsGuard(OldVersionsGuard.DEFAULT_LIMIT, () -> OptionalLong.of(versions), time);
        assertThat(name(judged(guard, 1))).isEqualTo(verdict);
    }

    @Test
    void aServerThatCountsNoOldVersionsHoldsNobody() {
        OldVersionsGuard guard = new OldVersionsGuard(1, OptionalLong::empty, time);
        assertThat(name(judged(guard, 1))).isEqualTo(PROCEED);
    }

    @Test
    void aLogicalSlotThatHoldsBackTooMuchPauses() {
        SlotGuard guard = new SlotGuard(100, () -> List.of(new ReplicaLag("s", 100, Duration.ZERO)), time);
        assertThat(name(judged(guard, 1))).isEqualTo(PAUSE);
    }

    @Test
    void threeChunksThatFailInARowRollBackAndASuccessForgets() {
        FailedBatchesGuard guard = new FailedBatchesGuard(3, time);
        failed(guard, 0);
        failed(guard, 0);
        done(guard, 0);
        failed(guard, 0);
        failed(guard, 0);
        assertThat(name(judged(guard, 1))).isEqualTo(PROCEED);
        done(guard, 1); // Another worker's success does not excuse this one.
        failed(guard, 0);
        assertThat(name(judged(guard, 1))).isEqualTo(ROLL_BACK);
    }

    @ParameterizedTest
    @CsvSource({"9, Proceed", "10, Pause", "11.9, Pause", "12, RollBack"})
    void aSignalIsHeldAgainstTheLowerOfItsLimits(double value, String verdict) {
        double[] signal = {8};
        SignalGuard.Limits limits = new SignalGuard.Limits(10.0, 100.0, 0.5, 0.5, 1, Duration.ofSeconds(1));
        SignalGuard guard = new SignalGuard("queue", limits, () -> signal[0], time);
        guard.calibrate(time);
        signal[0] = value;
        assertThat(name(judged(guard, 1))).isEqualTo(verdict);
    }

    @Test
    void theStopFileStopsAndSoDoesAPlaceThatCannotBeLookedAt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("STOP");
        EmergencyStopGuard guard = new EmergencyStopGuard(List.of(folder.resolve("other"), file), time);
        assertThat(guard.present()).isFalse();
        assertThat(name(judged(guard, 1))).isEqualTo(PROCEED);
        Files.createFile(file);
        assertThat(guard.present()).isTrue();
        assertThat(judged(guard, 1)).isEqualTo(new GuardVerdict.Stop("the emergency stop is active: " + file));
        // A folder's name that is too long for any file system can neither be found nor be shown to be absent.
        Path unknowable = folder.resolve("x".repeat(5_000));
        assertThat(new EmergencyStopGuard(List.of(unknowable), time).present()).isTrue();
    }

    private static GuardVerdict judged(Guard guard, int times) {
        GuardVerdict last = new GuardVerdict.Proceed(0);
        for (int i = 0; i < times; i++) {
            last = guard.judge(guard.read());
        }
        return last;
    }

    private static String name(GuardVerdict verdict) {
        return verdict.getClass().getSimpleName();
    }

    private static double utilisation(GuardVerdict verdict) {
        return ((GuardVerdict.Proceed) verdict).utilisation();
    }

    private static void failed(FailedBatchesGuard guard, int worker) {
        tell(guard, new Event.ChunkFailed("fill", worker, range(), "08006", "lost", 1));
    }

    private static void done(FailedBatchesGuard guard, int worker) {
        tell(guard, new Event.ChunkDone("fill", worker, range(), 1, 1, Duration.ZERO, 1, 0));
    }

    private static void tell(FailedBatchesGuard guard, Event event) {
        guard.accept(new Entry(new RunId("r-test01"), 1, new SimulatedTime().now(), event));
    }

    private static KeyRange range() {
        return new KeyRange(null, new Key(List.of("1")));
    }

    /** A query that takes as long as it is told, and a little more and less by turns. */
    private static final class FakeCanary implements LatencyGuard.Canary {
        private double millis;
        private int turn;

        FakeCanary(double millis) {
            this.millis = millis;
        }

        @Override
        public List<String> queries() {
            return List.of("select 1");
        }

        @Override
        public Duration measure(int query) {
            double jitter = 1 - 0.01 * (turn++ % 3);
            return Duration.ofNanos(Math.round(millis * jitter * 1e6));
        }
    }
}
