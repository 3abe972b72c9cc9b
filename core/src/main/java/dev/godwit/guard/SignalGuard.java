package dev.godwit.guard;

import dev.godwit.host.Time;
import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A number that the user's own query gives, held against limits. */
public final class SignalGuard implements Guard, Calibrated {
    /** Samples of the baseline; its median is taken. */
    static final int BASELINE_SAMPLES = 30;

    private static final Duration BASELINE_PAUSE = Duration.ofMillis(50);

    private final String name;
    private final Limits limits;
    private final DoubleSupplier signal;
    private final Time time;
    private final Sustained tooHigh;
    private double baseline = Double.NaN;

    /**
     * When to act; a limit that is null does nothing.
     *
     * @param pause value at which the run pauses
     * @param rollBack value at which it is taken back, after {@code readings} in a row
     * @param pauseIncrease increase over the baseline at which it pauses, 0.2 for 20 %
     * @param rollBackIncrease increase over the baseline at which it is taken back
     */
    public record Limits(
            @Nullable Double pause,
            @Nullable Double rollBack,
            @Nullable Double pauseIncrease,
            @Nullable Double rollBackIncrease,
            int readings,
            Duration every) {}

    /**
     * @param name as the user calls it; becomes the guard's name
     * @param signal reads the number; throws where it cannot
     */
    public SignalGuard(String name, Limits limits, DoubleSupplier signal, Time time) {
        this.name = name;
        this.limits = limits;
        this.signal = signal;
        this.time = time;
        this.tooHigh = new Sustained(limits.readings());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration interval() {
        return limits.every();
    }

    @Override
    public void calibrate(Time clock) {
        if (limits.pauseIncrease() == null && limits.rollBackIncrease() == null) {
            return;
        }
        double[] samples = new double[BASELINE_SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = signal.getAsDouble();
            clock.pause(BASELINE_PAUSE);
        }
        java.util.Arrays.sort(samples);
        baseline = samples[samples.length / 2];
    }

    @Override
    public Reading read() {
        double limit = lower(limits.pause(), relative(limits.pauseIncrease()));
        return new Reading(name, signal.getAsDouble(), limit, "", name, time.now());
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        double last = lower(limits.rollBack(), relative(limits.rollBackIncrease()));
        String text = String.format(Locale.ROOT, "%s is %.4g", name, reading.value());
        if (tooHigh.holds(reading.value() >= last)) {
            return new GuardVerdict.RollBack(String.format(Locale.ROOT, "%s, limit %.4g", text, last));
        }
        if (reading.value() >= reading.limit()) {
            return new GuardVerdict.Pause(String.format(Locale.ROOT, "%s, limit %.4g", text, reading.limit()));
        }
        return new GuardVerdict.Proceed(reading.utilisation());
    }

    private @Nullable Double relative(@Nullable Double increase) {
        return increase == null || Double.isNaN(baseline) ? null : Double.valueOf(baseline * (1 + increase));
    }

    /** The lower of two limits; NaN, which nothing reaches, where there is none. */
    private static double lower(@Nullable Double one, @Nullable Double other) {
        if (one == null) {
            return other == null ? Double.NaN : other;
        }
        return other == null ? one : Math.min(one, other);
    }
}
