package dev.godwit.verify.live;

import java.time.Duration;

/**
 * How a comparison goes about databases that are in use.
 *
 * @param lag how long a change of the source may take to reach the target; zero where nobody writes
 * @param snapshotAge after so long a snapshot is given up at the next end of a chunk and another one taken, so that vacuum and
 *     undo are held back no longer
 * @param chunkRows rows of a chunk
 * @param mostDifferences listed per table
 */
public record LiveSettings(Duration lag, Duration snapshotAge, int chunkRows, int mostDifferences) {
    /** More than replicas of a healthy system need; a person who knows better says so. */
    public static final Duration USUAL_LAG = Duration.ofSeconds(5);

    /** Half of what the guard for old snapshots lets others have. */
    public static final Duration USUAL_AGE = Duration.ofMinutes(5);

    /** Rows that are looked at again one by one, at most; above that the pattern is clear, and the rest is counted. */
    static final int MOST_WITNESSES = 10_000;

    public LiveSettings {
        if (lag.isNegative() || snapshotAge.isNegative() || snapshotAge.isZero() || chunkRows < 1) {
            throw new IllegalArgumentException("a lag is not negative; ages and sizes are positive");
        }
    }

    /** For databases that may be written to. */
    public static LiveSettings usual(int mostDifferences) {
        return new LiveSettings(USUAL_LAG, USUAL_AGE, 10_000, mostDifferences);
    }

    /** The same with another lag. */
    public LiveSettings lag(Duration other) {
        return new LiveSettings(other, snapshotAge, chunkRows, mostDifferences);
    }

    /** The same with other chunks. */
    public LiveSettings chunks(int rows) {
        return new LiveSettings(lag, snapshotAge, rows, mostDifferences);
    }

    /** The same with another age of snapshots. */
    public LiveSettings age(Duration other) {
        return new LiveSettings(lag, other, chunkRows, mostDifferences);
    }

    /** Differences that a walk lists, to be looked at again. */
    int witnesses() {
        return Math.max(mostDifferences, MOST_WITNESSES);
    }
}
