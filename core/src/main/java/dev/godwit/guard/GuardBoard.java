package dev.godwit.guard;

import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All guards of a run: samples each in a thread of its own, so that one that hangs makes only itself stale, and gives the
 * severest verdict at any moment. The order of calls is calibrate, start, verdict as often as wanted, close. Verdicts are
 * asked for by one thread.
 */
public final class GuardBoard implements AutoCloseable {
    /** A signal that cannot be read for this long ends the run: nobody is looking after it. */
    public static final Duration STALE_PATIENCE = Duration.ofMinutes(5);
    /** How long {@link #close} waits for a guard's statement that is under way; it is bounded by five seconds itself. */
    private static final Duration CLOSING = Duration.ofSeconds(6);

    private final List<Watched> watched = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Long> throttledSince = new HashMap<>();
    private final Time time;
    private final Journal journal;
    private volatile boolean closing;

    /** The journal takes the readings; the guards are closed with the board. */
    public GuardBoard(List<Guard> guards, Time time, Journal journal) {
        this.time = time;
        this.journal = journal;
        guards.forEach(guard -> watched.add(new Watched(guard, time, journal)));
    }

    /** Takes the baselines, while Godwit is idle. Throws what a guard throws that cannot be read. */
    public void calibrate() {
        for (Watched each : watched) {
            if (each.guard() instanceof Calibrated calibrated) {
                calibrated.calibrate(time);
            }
        }
    }

    /** Reads each guard once and begins to sample. */
    public void start() {
        sample();
        for (Watched each : watched) {
            Thread thread = new Thread(
                    () -> keepSampling(each), "godwit guard " + each.guard().name());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Reads each guard once, in this thread. */
    void sample() {
        watched.forEach(Watched::sample);
    }

    /** The severest verdict of all; the utilisation is the highest of all. Looks for a stop file at once; never waits. */
    public GuardVerdict verdict() {
        GuardVerdict severest = new GuardVerdict.Proceed(0);
        for (Watched each : watched) {
            GuardVerdict verdict = each.guard() instanceof EmergencyStopGuard stop
                    ? stop.judge(stop.read())
                    : each.verdict(STALE_PATIENCE);
            note(each.guard().name(), verdict);
            severest = severest.or(verdict);
        }
        return severest;
    }

    /** The last reading of each guard that has one. */
    public List<Reading> readings() {
        return watched.stream().map(Watched::reading).filter(Objects::nonNull).toList();
    }

    /** Ends the sampling and closes the guards. */
    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
        threads.forEach(GuardBoard::await);
        watched.forEach(each -> each.guard().close());
    }

    private void keepSampling(Watched each) {
        while (!closing) {
            time.pause(each.guard().interval());
            if (!closing) {
                each.sample();
            }
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the journal when a guard begins to hold the run, and when it ends. */
    private void note(String guard, GuardVerdict verdict) {
        if (verdict instanceof GuardVerdict.Pause pause) {
            if (throttledSince.putIfAbsent(guard, time.nanos()) == null) {
                journal.append(new Event.Throttled(guard, pause.reason()));
            }
            return;
        }
        Long since = throttledSince.remove(guard);
        if (since != null) {
            journal.append(new Event.ThrottleEnded(guard, Duration.ofNanos(time.nanos() - since)));
        }
    }
}
