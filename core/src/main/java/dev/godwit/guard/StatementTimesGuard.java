package dev.godwit.guard;

import dev.godwit.dialect.StatementTimes;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compares the P95 of all statements of the server's other clients, as the server itself counts them, with what it was before
 * the run. Where a server keeps no such count this guard says nothing, and canary queries stand for the application
 * ({@link LatencyGuard}).
 *
 * <p>What stays slow while this guard holds the run is not Godwit's doing: it becomes the baseline. For the same reason it
 * never has a run taken back. Another mix of statements moves their P95 too, which a
 * canary's is not moved by.
 * Used by one thread.
 */
public final class StatementTimesGuard implements Guard, Calibrated {
    /** Fewer statements in a window have no P95 to speak of. */
    static final long ENOUGH = 200;

    /** How long the baseline is watched before the run. */
    static final Duration BASELINE = Duration.ofSeconds(3);

    /** Windows that a pause must fill before what is seen in them counts as usual: the first one began with our work. */
    private static final int RESTED = 2;

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final LatencyGuard.Limits limits;
    private final Supplier<Optional<StatementTimes>> times;
    private final Time time;
    private final Deque<Counted> window = new ArrayDeque<>();
    private double baseline = Double.NaN;
    private int windowsHeld;
    private long judgedAt = Long.MIN_VALUE;
    private GuardVerdict verdict = new GuardVerdict.Proceed(0);

    private record Counted(long nanos, StatementTimes times) {}

    public StatementTimesGuard(LatencyGuard.Limits limits, Supplier<Optional<StatementTimes>> times, Time time) {
        this.limits = limits;
        this.times = times;
        this.time = time;
    }

    @Override
    public String name() {
        return "statement-times";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    /** Waits only where the server counts. */
    @Override
    public void calibrate(Time clock) {
        times.get().ifPresent(before -> {
            clock.pause(BASELINE);
            times.get().map(after -> after.since(before)).ifPresent(this::learn);
        });
    }

    @Override
    public Reading read() {
        Optional<StatementTimes> counted = times.get();
        if (counted.isEmpty()) {
            return reading(0, "the server keeps no times of others' statements");
        }
        StatementTimes recent = within(counted.get());
        if (recent.statements() < ENOUGH) {
            return reading(0, "others sent " + recent.statements() + " statements");
        }
        if (Double.isNaN(baseline)) {
            learn(recent);
        }
        return reading(recent.p95Millis(), "statements of others");
    }

    /** One verdict for each window, so that the windows that count in a row share no statement. */
    @Override
    public GuardVerdict judge(Reading reading) {
        long now = time.nanos();
        if (judgedAt == Long.MIN_VALUE || now - judgedAt >= limits.window().toNanos()) {
            judgedAt = now;
            verdict = judged(reading);
        }
        return verdict;
    }

    private GuardVerdict judged(Reading reading) {
        boolean slow = reading.limit() > 0 && reading.value() > reading.limit();
        windowsHeld = slow ? windowsHeld + 1 : 0;
        if (windowsHeld > RESTED) {
            baseline = reading.value();
            windowsHeld = 0;
            return new GuardVerdict.Proceed(1);
        }
        return slow ? new GuardVerdict.Pause(text(reading)) : new GuardVerdict.Proceed(used(reading));
    }

    /** What part of the allowed increase is there. */
    private double used(Reading reading) {
        return reading.limit() <= 0 ? 0 : Math.max(0, (reading.value() - baseline) / (reading.limit() - baseline));
    }

    private static String text(Reading reading) {
        return String.format(
                Locale.ROOT,
                "P95 of the %s is %.1f ms, limit %.1f ms",
                reading.source(),
                reading.value(),
                reading.limit());
    }

    private StatementTimes within(StatementTimes counted) {
        long now = time.nanos();
        window.addLast(new Counted(now, counted));
        while (window.size() > 1
                && now - window.getFirst().nanos() > limits.window().toNanos()) {
            window.removeFirst();
        }
        return counted.since(window.getFirst().times());
    }

    private void learn(StatementTimes counted) {
        if (counted.statements() >= ENOUGH) {
            baseline = counted.p95Millis();
        }
    }

    private Reading reading(double value, String source) {
        double limit = Double.isNaN(baseline) ? 0 : limit(limits.pause());
        return new Reading(name(), value, limit, "ms", source, time.now(), baseline);
    }

    private double limit(double increase) {
        return Math.max(baseline * (1 + increase), baseline + limits.floor().toNanos() / 1e6);
    }
}
