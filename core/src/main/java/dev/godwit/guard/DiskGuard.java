package dev.godwit.guard;

import dev.godwit.host.Time;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Watches the data disk. Most servers cannot tell how full it is: that is noted once, and not a red signal. */
public final class DiskGuard implements Guard {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Limits limits;
    private final Supplier<OptionalDouble> used;
    private final Time time;

    /**
     * When to act, as fractions of the disk in use.
     *
     * @param pause 0.85 for 85 %
     * @param rollBack at which the run is taken back
     */
    public record Limits(double pause, double rollBack) {
        /** 85 and 90 %. */
        public static final Limits DEFAULT = new Limits(0.85, 0.90);
    }

    public DiskGuard(Limits limits, Supplier<OptionalDouble> used, Time time) {
        this.limits = limits;
        this.used = used;
        this.time = time;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    /** The value is NaN where the server cannot tell. */
    @Override
    public Reading read() {
        OptionalDouble fraction = used.get();
        double percent = fraction.isPresent() ? 100 * fraction.getAsDouble() : Double.NaN;
        return new Reading(name(), percent, 100 * limits.pause(), "%", "data disk", time.now());
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        String text = String.format(Locale.ROOT, "the data disk is %.1f %% full", reading.value());
        if (reading.value() >= 100 * limits.rollBack()) {
            return new GuardVerdict.RollBack(text);
        }
        if (reading.value() >= reading.limit()) {
            return new GuardVerdict.Pause(text);
        }
        // How full it is, is no matter of pace until it is nearly too full: a disk at 70 % must not slow a run down.
        return new GuardVerdict.Proceed(0);
    }
}
