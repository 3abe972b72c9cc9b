package dev.godwit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.host.SimulatedTime;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.model.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A canary that nobody chose, held against the times between chunks: chunks of 15 ms, a reading each 50 ms. */
class LatencyGuardTest {
    private static final Duration CHUNK = Duration.ofMillis(15);
    private static final int MINUTE = 1_200;

    private final SimulatedTime time = new SimulatedTime();
    private final NoisyCanary canary = new NoisyCanary();
    private final LatencyGuard guard = new LatencyGuard(LatencyGuard.Limits.DEFAULT.live(), canary, time);

    @Test
    void whatOthersDoToTheMachineIsNotTakenForOurs() {
        guard.calibrate(time);
        judged(MINUTE, 10);
        canary.millis = 2; // Ten times as slow, whether a chunk is at work or not.
        List<GuardVerdict> verdicts = judged(2 * MINUTE, 10).subList(MINUTE, 2 * MINUTE);
        assertThat(verdicts).allMatch(GuardVerdict.Proceed.class::isInstance);
        assertThat(mean(verdicts)).isLessThan(0.7);
    }

    @ParameterizedTest
    @CsvSource({"50, 0.0, 0.4", "20, 0.0, 0.6", "10, 0.6, 5.0", "5, 1.0, 5.0"})
    void theUtilisationRisesWithTheShareOfRequestsThatMeetAChunk(int every, double least, double most) {
        guard.calibrate(time);
        canary.slower = 2;
        List<GuardVerdict> verdicts = judged(2 * MINUTE, every);
        assertThat(mean(verdicts.subList(MINUTE, 2 * MINUTE))).isBetween(least, most);
    }

    @Test
    void anInterferenceThatStaysWhileTheRunIsHeldIsSoonTheBaseline() {
        guard.calibrate(time);
        canary.millis = 50;
        List<GuardVerdict> verdicts = judged(MINUTE, 0);
        assertThat(verdicts).anyMatch(GuardVerdict.Pause.class::isInstance);
        assertThat(verdicts.subList(MINUTE - 300, MINUTE)).allMatch(GuardVerdict.Proceed.class::isInstance);
    }

    @Test
    void nobodyIsMeasuredNorHeldWhileNobodyElseUsesTheServer() {
        guard.calibrate(time);
        canary.used = false;
        canary.millis = 100;
        int before = canary.measured;
        assertThat(judged(MINUTE, 2)).containsOnly(new GuardVerdict.Proceed(0));
        assertThat(canary.measured).isEqualTo(before);
        canary.used = true;
        assertThat(judged(1, 2)).containsOnly(new GuardVerdict.Proceed(0.5));
    }

    /** A reading each 50 ms; each so many of them, one meets a chunk; 0 for no chunks. */
    private List<GuardVerdict> judged(int readings, int every) {
        List<GuardVerdict> verdicts = new ArrayList<>();
        for (int reading = 1; reading <= readings; reading++) {
            canary.met = every > 0 && reading % every == 0;
            verdicts.add(guard.judge(guard.read()));
            if (canary.met) {
                guard.accept(new Entry(new RunId("r-test01"), 1, time.now(), chunk()));
            }
            time.pass(Duration.ofMillis(50));
        }
        return verdicts;
    }

    private static double mean(List<GuardVerdict> verdicts) {
        return verdicts.stream()
                .mapToDouble(verdict -> ((GuardVerdict.Proceed) verdict).utilisation())
                .average()
                .orElseThrow();
    }

    private static Event chunk() {
        return new Event.ChunkDone("fill", 0, new KeyRange(null, new Key(List.of("1"))), 1, 1, CHUNK, 1, 0);
    }

    /** Latencies with a long tail: one of twenty is more than twice the median. */
    private static final class NoisyCanary implements LatencyGuard.Canary {
        private final RandomGenerator random = new java.util.Random(7);
        private double millis = 0.2;
        private double slower = 1;
        private boolean met;
        private boolean used = true;
        private int measured;

        @Override
        public List<String> queries() {
            return List.of("select 1");
        }

        @Override
        public boolean inUse() {
            return used;
        }

        @Override
        public Duration measure(int query) {
            measured++;
            double tail = Math.exp(0.5 * random.nextGaussian());
            return Duration.ofNanos(Math.round(millis * tail * (met ? slower : 1) * 1e6));
        }
    }
}
