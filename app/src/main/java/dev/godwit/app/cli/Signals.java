package dev.godwit.app.cli;

import dev.godwit.engine.RunState.Wish;
import dev.godwit.engine.Steering;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C while a run is under way: the unit of work that has begun is finished and checkpointed, the command says
 * how it ended, then the process ends with 143 or 130.
 */
final class Signals {
    /** A unit of work is a chunk or a statement; a supervisor that kills after ten seconds loses nothing but time. */
    private static final long PATIENCE_SECONDS = 600;

    private final Thread hook;

    private Signals(Steering steering, CountDownLatch said) {
        this.hook = new Thread(
                () -> {
                    steering.ask(Wish.TERMINATE);
                    await(said);
                },
                "godwit-signal");
    }

    /** @param said reaches zero when the command has printed all it has to say */
    static Signals watch(Steering steering, CountDownLatch said) {
        Signals signals = new Signals(steering, said);
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    private static void await(CountDownLatch said) {
        try {
            if (!said.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(143);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run has ended; a signal ends the process as usual from here on. */
    void unwatch() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyGoingDown) {
            // The process is ending, which is what the hook is for: it waits until all is said.
        }
    }
}
