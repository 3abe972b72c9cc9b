package dev.godwit.app.demo;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.time.Duration;

/**
 * What is to be shown, and on how much data.
 *
 * @param rows of the table of transactions
 * @param crash whether the program is killed in the middle
 * @param keep whether the servers stay up afterwards
 */
public record DemoOptions(long rows, boolean crash, boolean keep) {
    private static final long LEAST_ROWS = 1_000;
    /** About 5 GB on the disk, three times. */
    private static final long MOST_ROWS = 20_000_000;

    private static final long USERS_PER_ROW = 10;
    /** Below this the backfill would be over before anything could be seen, so it rests after each of many small chunks. */
    private static final long SMALL = 200_000;

    private static final long CHUNKS_OF_SMALL = 60;
    private static final long LEAST_CHUNK = 100;

    /**
     * Checks the bounds.
     *
     * @throws dev.godwit.fault.GodwitException GW-1005 where rows are out of range
     */
    public DemoOptions {
        if (rows < LEAST_ROWS || rows > MOST_ROWS) {
            throw Problem.of(
                            ErrorCode.VALUE_OUT_OF_RANGE,
                            String.format("--rows must be from %,d to %,d, not %,d", LEAST_ROWS, MOST_ROWS, rows))
                    .exception();
        }
    }

    /** How many users the shop has. */
    long users() {
        return rows / USERS_PER_ROW;
    }

    /** How long the application is watched before anything is changed, and after all is done. */
    Duration quiet() {
        return Duration.ofSeconds(isSmall() ? 2 : 8);
    }

    /** How long the application runs before it is watched: caches are cold and nothing is compiled. */
    Duration warmUp() {
        return Duration.ofSeconds(isSmall() ? 2 : 3);
    }

    /** The pace of the backfill, as lines of the plan file. */
    String pace() {
        long chunk = Math.max(LEAST_CHUNK, rows / CHUNKS_OF_SMALL);
        return isSmall()
                ? "    batch: { rows: " + chunk + ", min: " + LEAST_CHUNK + ", max: " + chunk + " }\n    sleep: 50ms\n"
                : "    batch: { rows: 2000 }\n    target: 200ms\n";
    }

    boolean isSmall() {
        return rows <= SMALL;
    }
}
