package dev.godwit.host;

/** Called at every durable step. In production it does nothing; the kill test halts the process. Threads may share it. */
@FunctionalInterface
public interface Crash {
    /** Returns, or never. */
    void hit(CrashPoint point);

    /** Does nothing. */
    static Crash never() {
        return point -> {};
    }

    /**
     * Halts the process with status 137, as kill -9 would, at the n-th hit of a point.
     *
     * @param specification {@code POINT:n}, n from 1
     */
    static Crash at(String specification) {
        int colon = specification.indexOf(':');
        CrashPoint wanted = CrashPoint.valueOf(specification.substring(0, colon));
        java.util.concurrent.atomic.AtomicInteger left =
                new java.util.concurrent.atomic.AtomicInteger(Integer.parseInt(specification.substring(colon + 1)));
        return point -> {
            if (point == wanted && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(137);
            }
        };
    }
}
