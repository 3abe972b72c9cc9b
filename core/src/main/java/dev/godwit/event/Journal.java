package dev.godwit.event;

import dev.godwit.host.Time;
import dev.godwit.model.RunId;
import java.util.ArrayList;
import java.util.List;

/**
 * The stream of one run: numbers events and hands them to every sink in the same order. The time between two of its entries
 * is the time that passed, also where the machine's clock was set meanwhile. Threads may share it.
 */
public final class Journal {
    /** Takes entries, one at a time and in order; must not throw for a full disk or a closed terminal. */
    @FunctionalInterface
    public interface Sink {
        void accept(Entry entry);
    }

    private final RunId run;
    private final Time time;
    private final List<Sink> sinks;
    private long sequence;

    public Journal(RunId run, Time time, List<Sink> sinks) {
        this.run = run;
        this.time = time.steady();
        this.sinks = new ArrayList<>(sinks);
    }

    /** The run that this stream belongs to. */
    public RunId run() {
        return run;
    }

    /** From here on {@code sink} takes every entry, too. */
    public synchronized void add(Sink sink) {
        sinks.add(sink);
    }

    /** Appends an event. */
    public synchronized void append(Event event) {
        Entry entry = new Entry(run, ++sequence, time.now(), event);
        sinks.forEach(sink -> sink.accept(entry));
    }
}
