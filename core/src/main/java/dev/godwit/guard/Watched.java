package dev.godwit.guard;

import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.fault.GodwitException;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One guard on the board: its last reading and what it meant. Sampled by one thread, asked by another. */
final class Watched {
    /** A reading older than this many intervals is stale. */
    static final int STALE_INTERVALS = 3;
    /** However short the interval is, one slow answer is not a lost signal. */
    static final Duration STALE_LEAST = Duration.ofSeconds(2);
    /** A reading is told to the journal at least this often. */
    static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final Guard guard;
    private final Time time;
    private final Journal journal;
    private @Nullable Reading reading;
    private GuardVerdict verdict = new GuardVerdict.Proceed(0);
    private @Nullable String failure;
    private long readAt;
    private long toldAt = Long.MIN_VALUE;
    private int toldSeverity;
    private boolean absenceNoted;

    Watched(Guard guard, Time time, Journal journal) {
        this.guard = guard;
        this.time = time;
        this.journal = journal;
        this.readAt = time.nanos();
    }

    Guard guard() {
        return guard;
    }

    synchronized @Nullable Reading reading() {
        return reading;
    }

    /** Reads the guard once. A guard that cannot be read is red from this moment. */
    void sample() {
        try {
            Reading read = guard.read();
            GuardVerdict meant = guard.judge(read);
            take(read, meant);
            tell(read, meant);
        } catch (RuntimeException e) {
            // Whatever went wrong, the signal cannot be read, and that is what the run is held for.
            fail(e);
        }
    }

    /** What it says now. */
    synchronized GuardVerdict verdict(Duration patience) {
        Duration age = Duration.ofNanos(time.nanos() - readAt);
        boolean stale = age.compareTo(staleAfter()) > 0;
        if (failure == null && !stale) {
            return verdict;
        }
        String reason = "signal stale: " + guard.name() + " for " + age.toSeconds() + " s"
                + (failure == null ? "" : ": " + failure);
        boolean worse = verdict instanceof GuardVerdict.Stop || verdict instanceof GuardVerdict.RollBack;
        if (age.compareTo(patience) > 0) {
            return new GuardVerdict.Stop(reason);
        }
        return worse ? verdict : new GuardVerdict.Pause(reason);
    }

    private Duration staleAfter() {
        Duration intervals = guard.interval().multipliedBy(STALE_INTERVALS);
        return intervals.compareTo(STALE_LEAST) > 0 ? intervals : STALE_LEAST;
    }

    private synchronized void take(Reading read, GuardVerdict meant) {
        reading = read;
        verdict = meant;
        failure = null;
        readAt = time.nanos();
    }

    private synchronized void fail(RuntimeException e) {
        failure = e instanceof GodwitException known ? known.problems().get(0).what() : String.valueOf(e.getMessage());
    }

    private void tell(Reading read, GuardVerdict meant) {
        long now = time.nanos();
        if (Double.isNaN(read.value())) {
            noteAbsence();
            return;
        }
        boolean due = toldAt == Long.MIN_VALUE || now - toldAt >= TELL_EVERY.toNanos();
        if (due || meant.severity() != toldSeverity) {
            toldAt = now;
            toldSeverity = meant.severity();
            String text = String.format(Locale.ROOT, "%.2f %s (%s)", read.value(), read.unit(), read.source());
            journal.append(
                    new Event.SignalRead(guard.name(), read.value(), read.unit(), read.limit(), read.baseline(), text));
        }
    }

    private void noteAbsence() {
        if (!absenceNoted) {
            absenceNoted = true;
            journal.append(new Event.Noted(guard.name(), "the server cannot tell; this guard is passed over"));
        }
    }
}
