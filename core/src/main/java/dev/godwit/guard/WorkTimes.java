package dev.godwit.guard;

import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * When chunks were at work, as the journal tells: which of two latencies met one. Fed by the run, asked by a guard, in threads
 * of their own.
 */
final class WorkTimes implements Journal.Sink {
    /** What a chunk leaves to write out and to replay, and its event's way here; added before and behind each chunk. */
    static final Duration WAKE = Duration.ofMillis(10);
    /** What is older is not asked about. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Time time;
    /** From the beginning to the end of each chunk. */
    private final ConcurrentSkipListMap<Long, Long> chunks = new ConcurrentSkipListMap<>();

    WorkTimes(Time time) {
        this.time = time;
    }

    @Override
    public void accept(Entry entry) {
        if (entry.event() instanceof Event.ChunkDone done) {
            long now = time.nanos();
            chunks.merge(now - done.elapsed().toNanos() - WAKE.toNanos(), now + WAKE.toNanos(), Math::max);
            chunks.headMap(now - KEPT.toNanos()).clear();
        }
    }

    /** Whether a chunk was at work at some time of this one. */
    boolean met(long begun, long ended) {
        Map.Entry<Long, Long> last = chunks.floorEntry(ended);
        return last != null && last.getValue() >= begun;
    }
}
