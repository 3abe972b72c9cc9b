package dev.godwit.app.demo;

/**
 * What is done when this process is asked to end before the demo has: Ctrl-C or SIGTERM. Whoever works on meanwhile finds its
 * servers gone; {@link #hasBegun()} tells that this is no error.
 */
final class EndOfProcess implements AutoCloseable {
    private final Thread hook;
    private volatile boolean begun;

    /** From now on {@code act} is done when the process is asked to end. */
    EndOfProcess(Runnable act) {
        this.hook = new Thread(
                () -> {
                    begun = true;
                    act.run();
                },
                "godwit-demo-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process is ending. */
    boolean hasBegun() {
        return begun;
    }

    /** The act is not needed any more. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            begun = true; // too late to take it back, and then it is needed
        }
    }
}
