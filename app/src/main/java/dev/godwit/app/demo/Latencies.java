package dev.godwit.app.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How long the application's requests took, in periods that the demo names. A request that takes longer than the client's
 * interval counts also for those that could not be sent meanwhile; without that a stall of a second would be one slow request
 * among thousands. Threads may share it.
 */
final class Latencies {
    /** A request beyond a minute counts as a minute. */
    private static final long MOST_MICROS = 60_000_000;

    private static final int DIGITS = 3;
    private static final double P95 = 95;
    /** Of {@link #collect()}, twice a second: the published P95 looks back three seconds. */
    private static final int WINDOW = 6;

    private final Recorder recorder = new Recorder(MOST_MICROS, DIGITS);
    private final long expectedMicros;
    private final Map<String, Histogram> periods = new LinkedHashMap<>();
    private final Map<String, Long> requests = new LinkedHashMap<>();
    private final Deque<Histogram> window = new ArrayDeque<>();
    private final java.util.concurrent.atomic.LongAdder count = new java.util.concurrent.atomic.LongAdder();
    private String period;
    private long countedBefore;

    /**
     * @param expectedMicros between two requests of one client
     * @param period the first
     */
    Latencies(long expectedMicros, String period) {
        this.expectedMicros = expectedMicros;
        this.period = period;
    }

    /**
     * One period.
     *
     * @param requests that were really sent
     */
    record Period(String name, long requests, double p95Millis, double longestMillis) {}

    /** A request was answered. */
    void record(long micros) {
        count.increment();
        recorder.recordValueWithExpectedInterval(Math.min(MOST_MICROS, micros), expectedMicros);
    }

    /** From now on requests count for another period; a name used before goes on. */
    synchronized void enter(String name) {
        collect();
        period = name;
    }

    /** Takes over what was recorded since the last time. */
    synchronized void collect() {
        Histogram interval = recorder.getIntervalHistogram();
        periods.computeIfAbsent(period, any -> new Histogram(MOST_MICROS, DIGITS))
                .add(interval);
        long now = count.sum();
        requests.merge(period, now - countedBefore, Long::sum);
        countedBefore = now;
        window.addLast(interval);
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
    }

    /** The P95 of the last three seconds. */
    synchronized double recentP95Millis() {
        Histogram sum = new Histogram(MOST_MICROS, DIGITS);
        window.forEach(sum::add);
        return millis(sum.getValueAtPercentile(P95));
    }

    /** The P95 of a period. */
    synchronized double p95Millis(String name) {
        return all().stream()
                .filter(one -> one.name().equals(name))
                .mapToDouble(Period::p95Millis)
                .findFirst()
                .orElse(0);
    }

    /** All periods in the order in which they were entered. */
    synchronized List<Period> all() {
        collect();
        List<Period> all = new ArrayList<>();
        periods.forEach((name, values) -> all.add(new Period(
                name,
                java.util.Objects.requireNonNull(requests.get(name)),
                millis(values.getValueAtPercentile(P95)),
                millis(values.getMaxValue()))));
        return all;
    }

    private static double millis(long micros) {
        return micros / 1_000.0;
    }
}
