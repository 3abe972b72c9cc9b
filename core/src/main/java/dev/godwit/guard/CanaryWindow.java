package dev.godwit.guard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Latencies of one canary query over a sliding window, and the baseline that they are held against. Used by one thread. */
final class CanaryWindow {
    private static final double P95 = 0.95;
    private static final double P99 = 0.99;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private double baseline;
    private double noise;

    /** One run of the query, in monotonic nanoseconds. */
    record Sample(long begun, long ended) {
        private long nanos() {
            return ended - begun;
        }
    }

    /** Takes a sample in, and lets those go that ended longer ago than that. */
    void add(Sample sample, Duration length) {
        samples.addLast(sample);
        while (sample.ended() - samples.getFirst().ended() > length.toNanos()) {
            samples.removeFirst();
        }
    }

    /** Forgets the samples, not the baseline. */
    void clear() {
        samples.clear();
    }

    /**
     * Takes what was measured while Godwit was idle for the baseline. By order statistics the 95th percentile of a window of
     * some hundred samples seldom exceeds the 99th percentile of all: up to there is noise.
     */
    void learn(List<Sample> idle) {
        baseline = quantile(idle, P95);
        noise = quantile(idle, P99);
    }

    /** Those samples that meet a condition. */
    List<Sample> those(Predicate<Sample> condition) {
        return samples.stream().filter(condition).toList();
    }

    int size() {
        return samples.size();
    }

    /** The 95th percentile while idle, in milliseconds. */
    double baseline() {
        return baseline / 1e6;
    }

    /** The largest 95th percentile of a window that chance makes of the baseline, in milliseconds. */
    double noise() {
        return noise / 1e6;
    }

    /** The 95th percentile of some samples, in milliseconds; the baseline where they are fewer than {@code enough}. */
    double p95(List<Sample> some, int enough) {
        return some.size() >= enough ? quantile(some, P95) / 1e6 : baseline();
    }

    private static double quantile(List<Sample> some, double share) {
        long[] sorted = some.stream().mapToLong(Sample::nanos).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
