package dev.godwit.testkit;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Crash points observed, and crashes within this process. */
public final class Crashes {
    private Crashes() {}

    /** The death of a run within this process: no clean-up of Godwit's catches it, so only what is durable remains. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1;

        Died(CrashPoint point) {
            super("died at " + point);
        }
    }

    /** Writes down every hit, in order. Threads may share it. */
    public static final class Recording implements Crash {
        private final List<CrashPoint> hits = new ArrayList<>();

        @Override
        public synchronized void hit(CrashPoint point) {
            hits.add(point);
        }

        /** All hits so far, in order. */
        public synchronized List<CrashPoint> hits() {
            return List.copyOf(hits);
        }
    }

    /**
     * Dies at the n-th hit of all points. The server ends the sessions first, as it does when a process is gone, so that no
     * clean-up on the way out reaches the database.
     *
     * @param number from 1
     */
    public static Crash atHit(int number, TestDatabase database) {
        AtomicInteger left = new AtomicInteger(number);
        return point -> {
            if (left.decrementAndGet() == 0) {
                Ledgers.endSessions(database);
                throw new Died(point);
            }
        };
    }

    /** The same at the n-th hit of one point. */
    public static Crash at(CrashPoint wanted, int number, TestDatabase database) {
        return doing(wanted, number, () -> {
            Ledgers.endSessions(database);
            throw new Died(wanted);
        });
    }

    /**
     * Does something at the n-th hit of a point and goes on.
     *
     * @param number from 1
     */
    public static Crash doing(CrashPoint wanted, int number, Runnable act) {
        AtomicInteger left = new AtomicInteger(number);
        return point -> {
            if (point == wanted && left.decrementAndGet() == 0) {
                act.run();
            }
        };
    }
}
