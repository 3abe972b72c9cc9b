package dev.godwit.app.verb;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does a small thing again and again, in a thread that keeps no process alive. */
public final class Ticker implements AutoCloseable {
    /** The thing is short; longer than this nobody waits for its last turn. */
    private static final long LAST_TURN_SECONDS = 5;

    private final ScheduledExecutorService thread;

    private Ticker(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /** @param act must not throw: a turn that throws is the last one */
    public static Ticker every(Duration period, String name, Runnable act) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(act, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return new Ticker(thread);
    }

    /** No further turn begins; one that is under way ends by itself. */
    public void stop() {
        thread.shutdown();
    }

    /** Waits for the turn that is under way. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_TURN_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
