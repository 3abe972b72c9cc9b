package dev.godwit.guard;

import dev.godwit.dialect.Health.Transactions;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Watches the share of transactions that are rolled back. Many applications roll back as a habit, so the limit stands above
 * the share that the server has seen before the run.
 */
public final class ErrorRateGuard implements Guard, Calibrated {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Limits limits;
    private final Supplier<Transactions> source;
    private final Time time;
    private final Sustained tooMany;
    private final Deque<Sample> window = new ArrayDeque<>();
    private double usual;

    /**
     * When to act.
     *
     * @param rollBack share above the usual one at which the run is taken back, 0.01 for 1 %; it pauses at the first such reading
     * @param minimum transactions in the window, below which a share means nothing
     * @param window how far back it looks
     * @param readings above the limit in a row that it takes
     */
    public record Limits(double rollBack, long minimum, Duration window, int readings) {
        /** 1 %, of at least 100 transactions in 30 seconds, three readings. */
        public static final Limits DEFAULT = new Limits(0.01, 100, Duration.ofSeconds(30), 3);
    }

    private record Sample(long nanos, Transactions count) {}

    public ErrorRateGuard(Limits limits, Supplier<Transactions> source, Time time) {
        this.limits = limits;
        this.source = source;
        this.time = time;
        this.tooMany = new Sustained(limits.readings());
    }

    @Override
    public String name() {
        return "error-rate";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    @Override
    public void calibrate(Time clock) {
        Transactions sinceEver = source.get();
        usual = share(sinceEver.rolledBack(), sinceEver.committed());
    }

    @Override
    public Reading read() {
        long now = time.nanos();
        window.addLast(new Sample(now, source.get()));
        while (window.size() > 2
                && now - window.getFirst().nanos() > limits.window().toNanos()) {
            window.removeFirst();
        }
        Transactions first = window.getFirst().count();
        Transactions last = window.getLast().count();
        double share = share(last.rolledBack() - first.rolledBack(), last.committed() - first.committed());
        return new Reading(name(), 100 * share, 100 * limit(), "%", "transactions rolled back", time.now());
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        String text = String.format(
                Locale.ROOT,
                "%.2f %% of transactions are rolled back, limit %.2f %%",
                reading.value(),
                reading.limit());
        boolean above = reading.value() > reading.limit();
        if (tooMany.holds(above)) {
            return new GuardVerdict.RollBack(text);
        }
        return above ? new GuardVerdict.Pause(text) : new GuardVerdict.Proceed(reading.utilisation());
    }

    private double limit() {
        return usual + limits.rollBack();
    }

    private double share(long rolledBack, long committed) {
        long all = rolledBack + committed;
        return all < limits.minimum() ? 0 : (double) rolledBack / all;
    }
}
