package dev.godwit.data;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a backfill will end, from the fraction of the key range that is done. The rate counts throttled time, because that
 * is when it will really end; the range comes from the 10th and 90th percentile of the rates seen lately. Nothing is said
 * in the first seconds and while paused. Pure; used by one thread.
 */
public final class Eta {
    /** Before this much has passed, a rate is a guess. */
    static final Duration SILENT = Duration.ofSeconds(5);
    /** One rate is taken over at least this time. */
    static final Duration SAMPLE = Duration.ofSeconds(1);
    /** Rates that the percentiles are taken of. */
    static final int WINDOW = 60;
    /** Rates needed before anything is said. */
    static final int ENOUGH = 3;
    /** Weight of the newest rate in the moving average. */
    private static final double WEIGHT = 0.1;

    /** A longer estimate is no estimate. */
    private static final Duration MOST = Duration.ofDays(365);

    private final Deque<Double> rates = new ArrayDeque<>();
    private @Nullable Instant begun;
    private @Nullable Instant sampled;
    private double sampledFraction;
    private double fraction;
    private double average;
    private boolean paused;

    /** An estimate of the time that remains: likely, and a range that is right four times of five if the load stays. */
    public record Estimate(Duration likely, Duration least, Duration most) {}

    /** A part of the work is done. */
    public void progress(double done, Instant at) {
        fraction = done;
        if (begun == null || sampled == null) {
            begun = at;
            sampled = at;
            sampledFraction = done;
            return;
        }
        Duration passed = Duration.between(sampled, at);
        if (passed.compareTo(SAMPLE) >= 0) {
            remember((done - sampledFraction) / seconds(passed));
            sampled = at;
            sampledFraction = done;
        }
    }

    /** The run waits: for a person or for a guard. */
    public void pause() {
        paused = true;
    }

    /** The run goes on. */
    public void resume() {
        paused = false;
    }

    /** The time that remains from {@code now}; empty while paused, in the first seconds, and where nothing moves. */
    public Optional<Estimate> remaining(Instant now) {
        if (paused
                || begun == null
                || rates.size() < ENOUGH
                || Duration.between(begun, now).compareTo(SILENT) < 0) {
            return Optional.empty();
        }
        if (average <= 0) {
            return Optional.empty();
        }
        double[] sorted =
                rates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double slow = sorted[(int) (0.1 * (sorted.length - 1))];
        double quick = sorted[(int) Math.ceil(0.9 * (sorted.length - 1))];
        return Optional.of(new Estimate(
                time(average), time(Math.max(quick, average)), time(slow > 0 ? Math.min(slow, average) : average / 4)));
    }

    private void remember(double rate) {
        rates.addLast(Math.max(0, rate));
        if (rates.size() > WINDOW) {
            rates.removeFirst();
        }
        average = rates.size() == 1 ? rate : average + WEIGHT * (rate - average);
    }

    private Duration time(double rate) {
        double seconds = Math.max(0, 1 - fraction) / rate;
        return seconds > MOST.toSeconds() ? MOST : Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
