package dev.godwit.guard;

import dev.godwit.event.Entry;
import dev.godwit.event.Journal;
import dev.godwit.guard.CanaryWindow.Sample;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the P95 of canary queries over a sliding window with a baseline that was taken while Godwit was idle. A
 * difference below an absolute floor is noise: 0.25 ms against 0.20 ms is 25 % and means nothing.
 *
 * <p>The P95 of some hundred samples moves by a third from window to window, and on a machine that others use the baseline
 * itself by a multiple. So a {@link Baseline#LIVE} baseline is learned all the time from the samples of the same window that
 * met no chunk (the journal tells when chunks were at work): both figures share what others do, and their difference is what
 * Godwit does. It says how much of the allowed increase is used, without a floor, for the pace; and while the guard holds the
 * run every sample is an idle one, so that what stays although Godwit rests is soon the baseline. Nothing is measured, and
 * nobody is held, while nobody else uses the server.
 */
public final class LatencyGuard implements Guard, Calibrated, Journal.Sink {
    /** Samples of the baseline per query; fewer than 30 have no P95 to speak of. */
    static final int BASELINE_SAMPLES = 150;
    /** Samples in a window before it is judged against a fixed baseline. */
    static final int ENOUGH = 10;
    /** Samples in a window before it is judged against a live baseline, and idle ones before one is learned. */
    static final int ENOUGH_LIVE = 100;
    /** A live baseline is learned while this part of the samples met no chunk; beyond, idle times feel the chunks too. */
    static final double IDLE_SHARE = 0.6;
    /** Whether a sample met a chunk is known when chunks of its time have ended. */
    static final Duration SETTLED = Duration.ofSeconds(1);
    /** How far back a live comparison looks: half a thousand samples tell 20 % from chance most of the time. */
    static final Duration LIVE_WINDOW = Duration.ofSeconds(30);
    /** Utilisation where the server is used and nothing is felt: there is somebody to take care of. */
    static final double PRESENT = 0.05;
    /** An increase that chance makes of nothing; what part of the allowed one it is, is the utilisation while too little is known. */
    static final double CHANCE = 0.1;
    /** More than this multiple of the allowed increase says nothing more. */
    private static final double MOST = 5;

    /** A query and a commit twenty times a second, of some 0.2 ms each: less than 1 % of a processor. */
    private static final Duration EVERY = Duration.ofMillis(50);
    /** Between two samples of the baseline. */
    private static final Duration BASELINE_PAUSE = Duration.ofMillis(20);

    private final Limits limits;
    private final Canary canary;
    private final Time time;
    private final WorkTimes work;
    private final Sustained slow;
    private final List<CanaryWindow> windows = new ArrayList<>();
    private boolean inUse = true;
    private long judgedAt = Long.MIN_VALUE;
    private boolean rollBack;

    /** What a window is held against. */
    public enum Baseline {
        /** What was measured before the run. */
        FIXED,
        /** What is measured between the chunks. */
        LIVE
    }

    /**
     * When to act.
     *
     * @param pause increase at which the run pauses, 0.2 for 20 %
     * @param rollBack increase at which it is taken back
     * @param windows above {@code rollBack} in a row that it takes
     * @param window how far back the P95 looks
     * @param floor a smaller difference is noise
     */
    public record Limits(
            double pause, double rollBack, int windows, Duration window, Duration floor, Baseline baseline) {
        /** 20 and 25 %, three windows of ten seconds, one millisecond, against what was measured before the run. */
        public static final Limits DEFAULT =
                new Limits(0.20, 0.25, 3, Duration.ofSeconds(10), Duration.ofMillis(1), Baseline.FIXED);

        /** These limits against a live baseline. */
        public Limits live() {
            return new Limits(pause, rollBack, windows, window, floor, Baseline.LIVE);
        }
    }

    /** Runs canary queries. */
    public interface Canary extends AutoCloseable {
        /** The queries, for people; one latency of each is measured by {@link #measure}. */
        List<String> queries();

        /** How long one query took, its answer included. */
        Duration measure(int query);

        /** Whether anybody but Godwit uses the server. */
        default boolean inUse() {
            return true;
        }

        @Override
        default void close() {}
    }

    public LatencyGuard(Limits limits, Canary canary, Time time) {
        this.limits = limits;
        this.canary = canary;
        this.time = time;
        this.work = new WorkTimes(time);
        this.slow = new Sustained(limits.windows());
        canary.queries().forEach(text -> windows.add(new CanaryWindow()));
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
    public void accept(Entry entry) {
        work.accept(entry);
    }

    @Override
    public void calibrate(Time clock) {
        List<List<Sample>> samples = new ArrayList<>();
        for (int query = 0; query < windows.size(); query++) {
            canary.measure(query); // The first run of a query plans and warms up; it is no sample.
            samples.add(new ArrayList<>());
        }
        for (int round = 0; round < BASELINE_SAMPLES; round++) {
            for (int query = 0; query < windows.size(); query++) {
                samples.get(query).add(sample(query));
            }
            clock.pause(BASELINE_PAUSE);
        }
        for (int query = 0; query < windows.size(); query++) {
            windows.get(query).learn(samples.get(query));
        }
    }

    @Override
    public Reading read() {
        inUse = canary.inUse();
        if (!inUse) {
            windows.forEach(CanaryWindow::clear);
            return nothing("nobody else uses the server");
        }
        Reading worst = nothing("no canary query");
        for (int i = 0; i < windows.size(); i++) {
            CanaryWindow window = windows.get(i);
            window.add(sample(i), live() ? LIVE_WINDOW : limits.window());
            if (live()) {
                learn(window);
            }
            Reading reading = reading(window, canary.queries().get(i));
            if (i == 0 || reading.utilisation() > worst.utilisation()) {
                worst = reading;
            }
        }
        return worst;
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        if (windowEnded()) {
            rollBack = slow.holds(windows.stream().anyMatch(this::tooSlow));
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
        return new GuardVerdict.Proceed(inUse ? used() : 0);
    }

    @Override
    public void close() {
        canary.close();
    }

    private boolean live() {
        return limits.baseline() == Baseline.LIVE;
    }

    private Sample sample(int query) {
        long nanos = canary.measure(query).toNanos();
        long now = time.nanos();
        return new Sample(now - nanos, now);
    }

    /** Takes the samples between chunks for the baseline, while there are enough of them to tell. */
    private void learn(CanaryWindow window) {
        List<Sample> known = settled(window);
        List<Sample> idle = known.stream()
                .filter(sample -> !work.met(sample.begun(), sample.ended()))
                .toList();
        if (idle.size() >= ENOUGH_LIVE && idle.size() >= IDLE_SHARE * known.size()) {
            window.learn(idle);
        }
    }

    private List<Sample> settled(CanaryWindow window) {
        long settled = time.nanos() - SETTLED.toNanos();
        return window.those(sample -> sample.ended() <= settled);
    }

    /** How much of the allowed increase is used: an idle server is at 0, not at baseline divided by limit. */
    private double used() {
        return windows.stream()
                .mapToDouble(live() ? this::usedLive : this::usedFixed)
                .map(used -> Math.max(PRESENT, Math.min(MOST, used)))
                .max()
                .orElse(0);
    }

    private double usedFixed(CanaryWindow window) {
        if (window.size() < ENOUGH) {
            return unknown();
        }
        double room = limit(window, limits.pause()) - window.baseline();
        return room <= 0 ? 0 : (p95(window) - window.baseline()) / room;
    }

    /** Over the very samples among which the idle ones are the baseline: what is common to both falls out. */
    private double usedLive(CanaryWindow window) {
        List<Sample> known = settled(window);
        double room = limits.pause() * window.baseline();
        if (known.size() < ENOUGH_LIVE || room <= 0) {
            return unknown();
        }
        return (window.p95(known, ENOUGH_LIVE) - window.baseline()) / room;
    }

    /** At the usual 20 % neither faster nor slower; where somebody allows a multiple, chance does not reach it. */
    private double unknown() {
        return Math.min(1, CHANCE / limits.pause());
    }

    /** Of the samples of the time that the limits name. */
    private double p95(CanaryWindow window) {
        long from = time.nanos() - limits.window().toNanos();
        return window.p95(window.those(sample -> sample.ended() >= from), live() ? ENOUGH_LIVE : ENOUGH);
    }

    private boolean tooSlow(CanaryWindow window) {
        return p95(window) > limit(window, limits.rollBack());
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

    /** In milliseconds. Limits that somebody chose are held to what they say; nobody chose a live baseline's noise. */
    private double limit(CanaryWindow window, double increase) {
        double floor = window.baseline() + limits.floor().toNanos() / 1e6;
        double limit = Math.max(window.baseline() * (1 + increase), floor);
        return live() ? Math.max(limit, window.noise()) : limit;
    }

    private Reading reading(CanaryWindow window, String text) {
        return new Reading(
                name(), p95(window), limit(window, limits.pause()), "ms", text, time.now(), window.baseline());
    }

    private Reading nothing(String text) {
        return new Reading(name(), 0, 0, "ms", text, time.now());
    }
}
