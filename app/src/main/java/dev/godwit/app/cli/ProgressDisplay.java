package dev.godwit.app.cli;

import dev.godwit.app.verb.Ticker;
import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.host.Time;
import dev.godwit.report.ConsoleLines;
import dev.godwit.report.Progress;
import dev.godwit.report.ProgressText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run on the screen: a line for each thing worth knowing, and below them, on a terminal that can redraw, one block that
 * changes in place; elsewhere a plain line every ten seconds. Threads may share it.
 */
final class ProgressDisplay implements Journal.Sink {
    private static final Duration REDRAW = Duration.ofMillis(250);
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);
    /** Up one line and clear it. */
    private static final String LINE_UP = "\u001b[1A\u001b[2K";

    private final PrintStream out;
    private final Screen screen;
    private final Time time;
    private final Progress progress = new Progress();
    private final ConsoleLines lines = new ConsoleLines(this::tell);
    private final Map<String, Event.SignalRead> signals = new TreeMap<>();
    private @Nullable Instant shown;
    private @Nullable Ticker ticker;
    private int drawn;
    private String footer = "";

    /**
     * What can be drawn on.
     *
     * @param redraws whether the cursor can go back
     * @param width in columns
     */
    record Screen(boolean redraws, int width) {
        private static final int USUAL_WIDTH = 80;

        /** By the usual variables: NO_COLOR, TERM=dumb and COLUMNS. */
        static Screen of(Godwit root) {
            Map<String, String> environment = root.wiring().environment();
            boolean redraws = root.terminal().interactive()
                    && !root.noColor
                    && environment.getOrDefault("NO_COLOR", "").isEmpty()
                    && !environment.getOrDefault("TERM", "dumb").equals("dumb");
            String columns = environment.getOrDefault("COLUMNS", "");
            return new Screen(redraws, columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH);
        }
    }

    ProgressDisplay(PrintStream out, Screen screen, Time time) {
        this.out = out;
        this.screen = screen;
        this.time = time;
    }

    @Override
    public synchronized void accept(Entry entry) {
        progress.accept(entry);
        if (entry.event() instanceof Event.SignalRead signal) {
            signals.put(signal.guard(), signal);
        }
        if (entry.event() instanceof Event.RunStarted) {
            shown = entry.at();
            Instant began = entry.at();
            long beganNanos = time.nanos();
            ticker = screen.redraws()
                    ? Ticker.every(REDRAW, "godwit-display", () -> show(began.plusNanos(time.nanos() - beganNanos)))
                    : null;
        }
        lines.accept(entry);
        if (entry.event() instanceof Event.RunEnded ended) {
            end();
            tellLastBatch(ended, entry.at());
        } else {
            show(entry.at());
        }
    }

    /** Shows how it stands, where it is time to. */
    synchronized void show(Instant now) {
        Duration period = screen.redraws() ? REDRAW : PLAIN_EVERY;
        if (shown == null || Duration.between(shown, now).compareTo(period) < 0) {
            return;
        }
        shown = now;
        if (screen.redraws()) {
            erase();
            List<String> block = ProgressText.block(progress.snapshot(now), signals.values(), screen.width());
            block.forEach(out::println);
            drawn = block.size();
            if (!footer.isEmpty()) {
                out.println(footer.length() < screen.width() ? footer : footer.substring(0, screen.width() - 1));
                drawn++;
            }
        } else {
            out.println(ProgressText.line(progress.snapshot(now), signals.values()));
        }
    }

    /** From here on this stands below the block, where there is one. */
    synchronized void footer(String line) {
        footer = line;
    }

    /** Says something between the lines of the run. */
    synchronized void say(String line) {
        tell(line);
    }

    private void tell(String line) {
        erase();
        out.println(line);
    }

    /** Of a run that stopped before its end, where the next one goes on. */
    private void tellLastBatch(Event.RunEnded ended, Instant at) {
        String last = progress.snapshot(at).lastCommitted();
        if (ended.exitCode() != 0 && last != null) {
            tell("  last committed batch: " + last);
        }
    }

    private void erase() {
        out.print(LINE_UP.repeat(drawn));
        drawn = 0;
    }

    /** Takes the block away; nothing is redrawn from here on. */
    synchronized void end() {
        erase();
        shown = null;
        if (ticker != null) {
            // Not waited for: its turn may wait for this very lock.
            ticker.stop();
        }
    }
}
