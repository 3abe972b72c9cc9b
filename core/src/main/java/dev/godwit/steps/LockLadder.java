package dev.godwit.steps;

import dev.godwit.host.Ids;
import java.time.Duration;

/**
 * The tries for a lock: each waits the same bounded time, with a jittered and growing pause between, until the budget is
 * spent: the last try ends within it. Waiting for ACCESS EXCLUSIVE queues every later reader behind it, so no try may be longer than what the application
 * can bear; the pauses let the queue drain. There is no last try without a bound. Anchors: GitLab's WithLockRetries and
 * pgroll's back-off, whose tries grow; measured: worst read 56 ms at 50 ms, and ten times that where tries grow.
 */
final class LockLadder {
    /** Pauses grow by half each time up to ten times the first. */
    private static final double GROWTH = 1.5;

    private static final int MOST = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A wait of CREATE INDEX CONCURRENTLY and its like for older snapshots keeps nobody out but other DDL. */
    static final Duration CONCURRENT_WAIT = Duration.ofMinutes(30);

    /** What our own statements wait and take, as in the settings of every session. */
    static final Duration OWN_WAIT = Duration.ofSeconds(2);

    static final Duration OWN_TIME = Duration.ofHours(1);

    private final SqlStep.LockSettings settings;
    private final Ids ids;
    private int tries;
    private Duration spent = Duration.ZERO;

    LockLadder(SqlStep.LockSettings settings, Ids ids) {
        this.settings = settings;
        this.ids = ids;
    }

    /** How long one try may wait. */
    Duration timeout() {
        return settings.timeout();
    }

    /**
     * A try ended without the lock; says how long to pause before the next one.
     *
     * @param waited how long it waited, which may be longer than {@link #timeout} where many locks were waited for
     */
    Duration failed(Duration waited) {
        double grown = timeout().toMillis() * 2.0 * Math.min(Math.pow(GROWTH, tries), MOST);
        tries++;
        double pause = Math.min(grown * (0.5 + ids.fraction()), LONGEST_PAUSE.toMillis());
        Duration next = Duration.ofMillis(Math.max(1, Math.round(pause)));
        spent = spent.plus(waited).plus(next);
        return next;
    }

    /** How many tries have failed. */
    int tries() {
        return tries;
    }

    /** Whether the budget has no room for another try; asked after one that failed. */
    boolean spent() {
        return spent.plus(timeout()).compareTo(settings.budget()) > 0;
    }
}
