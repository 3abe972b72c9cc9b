package dev.godwit.engine;

import dev.godwit.engine.RunState.Wish;
import java.util.concurrent.atomic.AtomicReference;

/** What people and the operating system want of a run that is under way. Threads may share it. */
public final class Steering {
    private final AtomicReference<Wish> wish = new AtomicReference<>(Wish.GO_ON);

    /** Asks for something; a stronger earlier wish stays, but a pause can be lifted. */
    public void ask(Wish wanted) {
        wish.updateAndGet(now -> now.compareTo(Wish.PAUSE) <= 0 || wanted.compareTo(now) > 0 ? wanted : now);
    }

    /** What is wanted now. */
    public Wish wish() {
        return wish.get();
    }
}
