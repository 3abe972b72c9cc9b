package dev.godwit.report;

import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import java.util.function.Consumer;

/**
 * A run as plain lines, one per thing worth knowing; for logs and for terminals that cannot draw. Thousands of small
 * migrations give a line each and no more.
 */
public final class ConsoleLines implements Journal.Sink {
    private final Consumer<String> out;

    /** @param out takes one line, without its end */
    public ConsoleLines(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void accept(Entry entry) {
        String line = line(entry.event());
        if (!line.isEmpty()) {
            out.accept(line);
        }
    }

    private static String line(Event event) {
        if (event instanceof Event.RunStarted started) {
            return started.verb() + "  " + started.planName() + "  on " + started.server();
        }
        if (event instanceof Event.GateAnswered gate) {
            return gate(gate);
        }
        if (event instanceof Event.MigrationDone done) {
            return "  " + (done.direction().equals("UP") ? "applied    " : "taken back ") + done.migration() + "  "
                    + Words.duration(done.elapsed());
        }
        String waits = waiting(event);
        return waits.isEmpty() ? work(event) : waits;
    }

    private static String gate(Event.GateAnswered gate) {
        if (!gate.passed()) {
            return "  gate " + gate.gate() + ": missing: " + gate.evidence();
        }
        return gate.skipped() ? "  note " + gate.gate() + ": " + gate.evidence() : "";
    }

    private static String waiting(Event event) {
        if (event instanceof Event.LockWaitEnded wait) {
            return "  lock not granted within " + Words.duration(wait.waited()) + " (try " + wait.attempt() + ")"
                    + (wait.blockers().isEmpty() ? "" : "; held by " + String.join("; ", wait.blockers()));
        }
        if (event instanceof Event.Paused paused) {
            return paused.cause().equals("lock") ? "" : "  paused: " + paused.reason();
        }
        if (event instanceof Event.Resumed resumed) {
            return resumed.cause().equals("lock") ? "" : "  goes on after " + Words.duration(resumed.elapsed());
        }
        if (event instanceof Event.Throttled throttled) {
            return "  throttled by " + throttled.guard() + ": " + throttled.reason();
        }
        return event instanceof Event.ThrottleEnded ended
                ? "  " + ended.guard() + " is calm again after " + Words.duration(ended.elapsed())
                : "";
    }

    private static String work(Event event) {
        if (event instanceof Event.StatementFailed failed) {
            return "  failed     " + failed.migration() + " line " + failed.line() + ": " + failed.message();
        }
        if (event instanceof Event.StatementProbed probed) {
            return "  looked     " + probed.migration() + " statement " + probed.ordinal() + ": " + probed.found();
        }
        if (event instanceof Event.VerificationDone done) {
            return done.passed() ? "" : "  not true   " + done.check() + ": " + done.found();
        }
        if (event instanceof Event.RollbackStarted started) {
            return "  rolling back: " + started.reason();
        }
        if (event instanceof Event.RollbackEnded ended) {
            return ended.complete() ? "  rolled back" : "  rolled back in part; by hand: " + ended.remaining();
        }
        if (event instanceof Event.SettingChanged changed) {
            return "  " + changed.name() + " set to " + changed.value() + " by " + changed.by();
        }
        return event instanceof Event.Noted noted ? "  note " + noted.subject() + ": " + noted.text() : "";
    }
}
