package dev.godwit.app.cli;

import dev.godwit.engine.RunState.Wish;
import dev.godwit.engine.Steering;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C while a run is under way: the unit of work that has begun is finished and checkpointed, then the process
 * ends with 143 or 130.
 */
final class Signals implements AutoCloseable {
    /** A unit of work is a chunk or a statement; a supervisor that kills after ten seconds loses nothing but time. */
    private static final long PATIENCE_SECONDS = 600;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private Signals(Steering steering) {
        this.hook = new Thread(
                () -> {
                    steering.ask(Wish.TERMINATE);
                    await();
                },
                "godwit-signal");
    }

    static Signals watch(Steering steering) {
        Signals signals = new Signals(steering);
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    /** The run has ended and is recorded. */
    void ended() {
        ended.countDown();
    }

    private void await() {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(143);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyGoingDown) {
            // The process is ending, which is what the hook is for.
            ended.countDown();
        }
    }
}
