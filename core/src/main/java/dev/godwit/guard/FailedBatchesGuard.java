package dev.godwit.guard;

import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has a run taken back when chunks fail several times in a row. It is fed by the journal: give it as a sink. */
public final class FailedBatchesGuard implements Guard, Journal.Sink {
    /** As the requirement has it. */
    public static final int DEFAULT_LIMIT = 3;

    private static final Duration EVERY = Duration.ofMillis(100);

    private final int limit;
    private final Time time;
    private final Map<String, Integer> row = new ConcurrentHashMap<>();

    /**
     * @param limit failures in a row at which the run is taken back
     */
    public FailedBatchesGuard(int limit, Time time) {
        this.limit = limit;
        this.time = time;
    }

    @Override
    public void accept(Entry entry) {
        if (entry.event() instanceof Event.ChunkFailed failed) {
            row.merge(failed.step() + "/" + failed.worker(), 1, Integer::sum);
        } else if (entry.event() instanceof Event.ChunkDone done) {
            row.remove(done.step() + "/" + done.worker());
        }
    }

    @Override
    public String name() {
        return "failed-batches";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    @Override
    public Reading read() {
        int most = row.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return new Reading(name(), most, Double.NaN, "in a row", "journal", time.now());
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        return reading.value() >= limit
                ? new GuardVerdict.RollBack((int) reading.value() + " chunks in a row failed")
                : new GuardVerdict.Proceed(0);
    }
}
