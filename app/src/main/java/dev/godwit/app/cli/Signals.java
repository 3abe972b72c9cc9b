package dev.godwit.app.cli;

import dev.godwit.app.verb.PlanRun;
import dev.godwit.engine.RunState.Wish;
import dev.godwit.event.Event;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * SIGTERM and Ctrl-C while a run is under way: the unit of work that has begun is finished and checkpointed, the command says
 * how it ended, then the process ends with 143 or 130. A second Ctrl-C has the statement cancelled that is running, a third
 * leaves at once. Where signals cannot be taken, and for the others (a terminal that is closed), the process ends as it must, and
 * waits for what is to be said.
 */
final class Signals {
    /** A unit of work is a chunk or a statement; a supervisor that kills after ten seconds loses nothing but time. */
    private static final long PATIENCE_SECONDS = 600;

    private static final String INTERRUPT = "INT";
    private static final String TERMINATE = "TERM";

    private final PlanRun run;
    private final CountDownLatch said;
    private final AtomicInteger interrupts = new AtomicInteger();
    private final Thread hook = new Thread(this::comeToAnEnd, "godwit-signal");
    private final @Nullable Object formerInterrupt;
    private final @Nullable Object formerTermination;

    private Signals(PlanRun run, CountDownLatch said) {
        this.run = run;
        this.said = said;
        Runtime.getRuntime().addShutdownHook(hook);
        formerInterrupt = org.jline.utils.Signals.register(INTERRUPT, this::interrupted);
        formerTermination = org.jline.utils.Signals.register(TERMINATE, () -> ask(Wish.TERMINATE, ""));
    }

    /** @param said reaches zero when the command has printed all it has to say */
    static Signals watch(PlanRun run, CountDownLatch said) {
        return new Signals(run, said);
    }

    private void interrupted() {
        switch (interrupts.incrementAndGet()) {
            case 1 -> ask(Wish.INTERRUPT, "; Ctrl-C again cancels it");
            case 2 -> run.abandon();
            default -> Runtime.getRuntime().halt(130);
        }
    }

    private void ask(Wish wish, String more) {
        run.steering().ask(wish);
        run.journal().append(new Event.Noted("signal", "the unit of work that has begun is finished first" + more));
    }

    private void comeToAnEnd() {
        run.steering().ask(Wish.TERMINATE);
        try {
            if (!said.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(143);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run has ended and is recorded; signals mean what they did before. */
    void release() {
        Optional.ofNullable(formerInterrupt).ifPresent(former -> org.jline.utils.Signals.unregister(INTERRUPT, former));
        Optional.ofNullable(formerTermination)
                .ifPresent(former -> org.jline.utils.Signals.unregister(TERMINATE, former));
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyGoingDown) {
            // The process is ending, which is what the hook is for: it waits until all is said.
        }
    }
}
