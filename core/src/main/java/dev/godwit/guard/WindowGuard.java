package dev.godwit.guard;

import dev.godwit.host.Time;
import dev.godwit.window.Windows;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run while no window is open. The clock is that of the machine where Godwit runs. Asked by the thread of the run,
 * before each unit; a statement that was sent is not called back when its window closes.
 */
public final class WindowGuard implements Guard {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Limits limits;
    private final Time time;
    private @Nullable Instant known;
    private boolean open;

    /**
     * When the database may be changed.
     *
     * @param waits whether a run waits for the next window, rather than ends
     */
    public record Limits(Windows windows, boolean waits) {
        /** At any time. */
        public static final Limits NONE = new Limits(Windows.ALWAYS, false);
    }

    WindowGuard(Limits limits, Time time) {
        this.limits = limits;
        this.time = time;
    }

    @Override
    public String name() {
        return "window";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    /** 1 while a window is open; looked up at most once a second, as a chunk may take less than looking. */
    @Override
    public Reading read() {
        Instant now = time.now();
        if (known == null || Duration.between(known, now).abs().compareTo(EVERY) >= 0) {
            open = limits.windows().open(now);
            known = now;
        }
        return new Reading(name(), open ? 1 : 0, Double.NaN, "", "clock", now);
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        return reading.value() > 0
                ? new GuardVerdict.Proceed(0)
                : new GuardVerdict.Closed(
                        "the window has ended: " + limits.windows().describe(reading.at()), limits.waits());
    }
}
