package dev.godwit.engine;

import dev.godwit.engine.RunState.Wish;

/** What people and the operating system want of a run that is under way. Threads may share it. */
public final class Steering {
    private volatile Wish wish = Wish.GO_ON;

    /** Asks for something; a stronger earlier wish stays, but a pause can be lifted. */
    public synchronized void ask(Wish wanted) {
        if (wish.compareTo(Wish.PAUSE) <= 0 || wanted.compareTo(wish) > 0) {
            wish = wanted;
        }
    }

    /** What is wanted now. */
    public Wish wish() {
        return wish;
    }
}
