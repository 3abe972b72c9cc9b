package dev.godwit.guard;

import dev.godwit.host.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Compares the P95 of canary queries over a sliding window with a baseline that was taken while Godwit was idle. A
 * difference below an absolute floor is noise: 0.25 ms against 0.20 ms is 25 % and means nothing.
 */
public final class LatencyGuard implements Guard, Calibrated {
    /** Samples of the baseline per query; fewer than 30 have no P95 to speak of. */
    static final int BASELINE_SAMPLES = 60;
    /** Samples in a window before it is judged. */
    static final int ENOUGH = 10;

    private static final Duration EVERY = Duration.ofMillis(250);
    /** Between two samples of the baseline. */
    private static final Duration BASELINE_PAUSE = Duration.ofMillis(50);

    private static final double P95 = 95;
    /** A query beyond a minute counts as a minute. */
    private static final long MOST_MICROS = 60_000_000;

    private final Limits limits;
    private final Canary canary;
    private final Time time;
    private final Sustained slow;
    private final List<Query> queries = new ArrayList<>();
    private long judgedAt = Long.MIN_VALUE;
    private boolean rollBack;

    /**
     * When to act.
     *
     * @param pause increase at which the run pauses, 0.2 for 20 %
     * @param rollBack increase at which it is taken back
     * @param windows above {@code rollBack} in a row that it takes
     * @param window how far back the P95 looks
     * @param floor a smaller difference is noise
     */
    public record Limits(double pause, double rollBack, int windows, Duration window, Duration floor) {
        /** 20 and 25 %, three windows of ten seconds, one millisecond. */
        public static final Limits DEFAULT = new Limits(0.20, 0.25, 3, Duration.ofSeconds(10), Duration.ofMillis(1));
    }

    /** Runs canary queries. */
    public interface Canary extends AutoCloseable {
        /** The queries, for people; one latency of each is measured by {@link #measure}. */
        List<String> queries();

        /** How long one query took, its answer included. */
        Duration measure(int query);

        @Override
        default void close() {}
    }

    private static final class Query {
        private final Deque<long[]> window = new ArrayDeque<>();
        private double baselineMicros;
    }

    public LatencyGuard(Limits limits, Canary canary, Time time) {
        this.limits = limits;
        this.canary = canary;
        this.time = time;
        this.slow = new Sustained(limits.windows());
        canary.queries().forEach(text -> queries.add(new Query()));
    }

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    @Override
    public void calibrate(Time clock) {
        for (int i = 0; i < queries.size(); i++) {
            canary.measure(i); // The first run of a query plans and warms up; it is no sample.
            Histogram samples = histogram();
            for (int sample = 0; sample < BASELINE_SAMPLES; sample++) {
                samples.recordValue(micros(canary.measure(i)));
                clock.pause(BASELINE_PAUSE);
            }
            queries.get(i).baselineMicros = samples.getValueAtPercentile(P95);
        }
    }

    @Override
    public Reading read() {
        long now = time.nanos();
        Reading worst = new Reading(name(), 0, 0, "ms", "no canary query", time.now());
        for (int i = 0; i < queries.size(); i++) {
            Query query = queries.get(i);
            query.window.addLast(new long[] {now, micros(canary.measure(i))});
            drop(query, now);
            Reading reading = reading(query, canary.queries().get(i));
            if (i == 0 || reading.utilisation() > worst.utilisation()) {
                worst = reading;
            }
        }
        return worst;
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        if (windowEnded()) {
            rollBack = slow.holds(queries.stream().anyMatch(this::tooSlow));
        }
        String text = String.format(
                Locale.ROOT,
                "P95 of \"%s\" is %.1f ms, limit %.1f ms",
                reading.source(),
                reading.value(),
                reading.limit());
        if (rollBack) {
            return new GuardVerdict.RollBack(text + ", and was far above for " + limits.windows() + " windows");
        }
        if (reading.limit() > 0 && reading.value() > reading.limit()) {
            return new GuardVerdict.Pause(text);
        }
        return new GuardVerdict.Proceed(used());
    }

    @Override
    public void close() {
        canary.close();
    }

    /** How much of the allowed increase is used: an idle server is at 0, not at baseline divided by limit. */
    private double used() {
        return queries.stream()
                .mapToDouble(query -> {
                    double room = 1_000 * limit(query, limits.pause()) - query.baselineMicros;
                    return room <= 0 ? 0 : (1_000 * p95(query) - query.baselineMicros) / room;
                })
                .map(used -> Math.max(0, Math.min(1, used)))
                .max()
                .orElse(0);
    }

    private boolean tooSlow(Query query) {
        return query.window.size() >= ENOUGH && p95(query) > limit(query, limits.rollBack());
    }

    private boolean windowEnded() {
        long now = time.nanos();
        if (judgedAt == Long.MIN_VALUE) {
            judgedAt = now;
        }
        if (now - judgedAt < limits.window().toNanos()) {
            return false;
        }
        judgedAt = now;
        return true;
    }

    private void drop(Query query, long now) {
        while (!query.window.isEmpty()
                && now - query.window.getFirst()[0] > limits.window().toNanos()) {
            query.window.removeFirst();
        }
    }

    /** In milliseconds; the baseline while the window holds too little. */
    private static double p95(Query query) {
        if (query.window.size() < ENOUGH) {
            return query.baselineMicros / 1_000;
        }
        Histogram samples = histogram();
        query.window.forEach(sample -> samples.recordValue(sample[1]));
        return samples.getValueAtPercentile(P95) / 1_000.0;
    }

    /** In milliseconds. */
    private double limit(Query query, double increase) {
        double micros = Math.max(
                query.baselineMicros * (1 + increase),
                query.baselineMicros + limits.floor().toNanos() / 1_000.0);
        return micros / 1_000;
    }

    private Reading reading(Query query, String text) {
        double limit = limit(query, limits.pause());
        return new Reading(name(), p95(query), limit, "ms", text, time.now(), query.baselineMicros / 1_000);
    }

    private static Histogram histogram() {
        return new Histogram(MOST_MICROS, 3);
    }

    private static long micros(Duration duration) {
        return Math.min(MOST_MICROS, duration.toNanos() / 1_000);
    }
}
