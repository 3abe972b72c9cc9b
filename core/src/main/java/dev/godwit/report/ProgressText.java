package dev.godwit.report;

import dev.godwit.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Progress for a person: a block of a few lines that is redrawn, or one plain line for a log. Pure. */
public final class ProgressText {
    private static final int BAR = 30;
    /** Below this, a terminal is too narrow for the bar. */
    private static final int NARROW = 70;

    private ProgressText() {}

    /**
     * The block, one to three lines.
     *
     * @param signals the latest reading of each guard
     * @param width of the terminal; longer lines are cut, because a wrapped line cannot be redrawn
     */
    public static List<String> block(Progress.Snapshot at, Collection<Event.SignalRead> signals, int width) {
        List<String> lines = new ArrayList<>();
        String bar = at.fraction() > 0 && width >= NARROW ? bar(at.fraction()) + " " : "";
        lines.add("  " + name(at) + " " + bar + moved(at));
        add(lines, "  ", watched(at, signals));
        add(lines, "  throttled ", throttled(at));
        add(lines, "  waits ", at.holding() == null ? "" : at.holding());
        return lines.stream()
                .map(line -> line.length() < width ? line : line.substring(0, Math.max(0, width - 1)))
                .toList();
    }

    /** All of it in one line. */
    public static String line(Progress.Snapshot at, Collection<Event.SignalRead> signals) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + name(at) + "  " + moved(at));
        add(lines, "", watched(at, signals));
        add(lines, "throttled ", throttled(at));
        add(lines, "waits ", at.holding() == null ? "" : at.holding());
        return String.join("  ", lines);
    }

    private static void add(List<String> lines, String head, String text) {
        if (!text.isEmpty()) {
            lines.add(head + text);
        }
    }

    private static String name(Progress.Snapshot at) {
        return at.step() == null ? at.status() : at.step();
    }

    private static String moved(Progress.Snapshot at) {
        if (at.fraction() <= 0) {
            return Words.plural(at.tablesMigrated(), "step") + " done, " + at.tablesRemaining() + " to go  "
                    + ProgressFields.time(at.elapsed());
        }
        return String.format(Locale.ROOT, "%5.1f %%", 100 * at.fraction()) + "  "
                + Words.plural(at.rows(), "row") + "  " + ProgressFields.count(Math.round(at.rate())) + " rows/s"
                + at.eta().map(eta -> "  ETA " + ProgressFields.range(eta)).orElse("");
    }

    private static String bar(double fraction) {
        int full = (int) Math.floor(Math.min(1, fraction) * BAR);
        String tip = full == BAR ? "" : ">";
        return "[" + "#".repeat(full) + tip + "-".repeat(BAR - full - tip.length()) + "]";
    }

    private static String watched(Progress.Snapshot at, Collection<Event.SignalRead> signals) {
        List<String> parts = new ArrayList<>();
        for (Event.SignalRead signal : signals) {
            switch (signal.guard()) {
                case "replica-lag" -> parts.add("lag " + value(signal));
                case "latency" -> parts.add("P95 " + value(signal));
                case "disk" -> parts.add("disk " + value(signal));
                default -> {
                    // The rest is told when it holds the run up.
                }
            }
        }
        if (at.chunkRows() > 0) {
            parts.add("chunk " + Words.plural(at.chunkRows(), "row"));
        }
        return String.join("   ", parts);
    }

    private static String value(Event.SignalRead signal) {
        boolean fraction = signal.unit().isEmpty() || signal.unit().equals("%");
        double scale = fraction && signal.limit() <= 1 ? 100 : 1;
        String unit = fraction ? "%" : signal.unit();
        List<String> known = new ArrayList<>();
        add(known, "baseline ", shown(scale * signal.baseline()));
        add(known, "limit ", shown(scale * signal.limit()));
        return number(scale * signal.value()) + " " + unit
                + (known.isEmpty() ? "" : " (" + String.join(", ", known) + ")");
    }

    /** Empty where there is none; events of older versions have a baseline of 0. */
    private static String shown(double value) {
        return Double.isNaN(value) || value == 0 ? "" : number(value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String throttled(Progress.Snapshot at) {
        return at.throttled().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + ProgressFields.time(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
