package dev.godwit.data;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person allows a backfill to do; may change while it runs.
 *
 * @param rows of a chunk to aim at first; the first chunks are smaller
 * @param minimum rows of a chunk
 * @param maximum rows of a chunk
 * @param target how long a chunk should take
 * @param workers chunks at the same time, at most two per host
 * @param sleep a fixed rest after each chunk; null where the duty cycle decides
 * @param maxDuty the share of time in percent that chunks may work at most, 1 to 100
 */
public record PaceLimits(
        long rows,
        long minimum,
        long maximum,
        Duration target,
        int workers,
        @Nullable Duration sleep,
        int maxDuty) {
    /** The smallest chunk that anybody may ask for; below, the commit costs more than the rows. */
    public static final long LEAST_ROWS = 100;
    /** The largest chunk that anybody may ask for; above, one chunk holds row locks too long. */
    public static final long MOST_ROWS = 100_000;
    /** Workers on one database host. */
    public static final int MOST_WORKERS = 2;
    /** A chunk shorter than this cannot be measured, one longer is an outage. */
    public static final Duration LEAST_TARGET = Duration.ofMillis(10);
    /** See {@link #LEAST_TARGET}. */
    public static final Duration MOST_TARGET = Duration.ofSeconds(10);
    /** No bound on the duty cycle, in percent. */
    public static final int ALWAYS = 100;
    /** A longer rest is a pause, for which there is {@code godwit pause}. */
    public static final Duration MOST_SLEEP = Duration.ofMinutes(10);

    /** 5,000 rows at first, 100 to 100,000, 250 ms, one worker. */
    public static final PaceLimits DEFAULT =
            new PaceLimits(5_000, LEAST_ROWS, MOST_ROWS, Duration.ofMillis(250), 1, null);

    /** Without a bound on the duty cycle. */
    public PaceLimits(long rows, long minimum, long maximum, Duration target, int workers, @Nullable Duration sleep) {
        this(rows, minimum, maximum, target, workers, sleep, ALWAYS);
    }

    /** @throws GodwitException GW-1005, all problems at once */
    public PaceLimits {
        List<Problem> problems = new ArrayList<>();
        outside("batch.rows", rows, LEAST_ROWS, MOST_ROWS).ifPresent(problems::add);
        outside("batch.min", minimum, LEAST_ROWS, MOST_ROWS).ifPresent(problems::add);
        outside("batch.max", maximum, LEAST_ROWS, MOST_ROWS).ifPresent(problems::add);
        outside("workers", workers, 1, MOST_WORKERS).ifPresent(problems::add);
        outside("max_duty", maxDuty, 1, ALWAYS).ifPresent(problems::add);
        outside("target", target.toMillis(), LEAST_TARGET.toMillis(), MOST_TARGET.toMillis())
                .ifPresent(problems::add);
        if (sleep != null) {
            outside("sleep", sleep.toMillis(), 0, MOST_SLEEP.toMillis()).ifPresent(problems::add);
        }
        if (problems.isEmpty() && (minimum > rows || rows > maximum)) {
            problems.add(
                    outOfRange("batch: " + minimum + " (min) to " + maximum + " (max) must hold " + rows + " (rows)"));
        }
        GodwitException.throwIfAny(problems);
    }

    /** These limits with another size to aim at, which moves a bound that is in its way. */
    public PaceLimits withRows(long wanted) {
        return new PaceLimits(
                wanted, Math.min(minimum, wanted), Math.max(maximum, wanted), target, workers, sleep, maxDuty);
    }

    /** These limits with another largest chunk, which moves what is above it. */
    public PaceLimits withMaximum(long most) {
        return new PaceLimits(Math.min(rows, most), Math.min(minimum, most), most, target, workers, sleep, maxDuty);
    }

    /** These limits with another target. */
    public PaceLimits withTarget(Duration time) {
        return new PaceLimits(rows, minimum, maximum, time, workers, sleep, maxDuty);
    }

    /** These limits with another number of workers. */
    public PaceLimits withWorkers(int number) {
        return new PaceLimits(rows, minimum, maximum, target, number, sleep, maxDuty);
    }

    /** These limits with a fixed rest; null gives the rest back to the duty cycle. */
    public PaceLimits withSleep(@Nullable Duration rest) {
        return new PaceLimits(rows, minimum, maximum, target, workers, rest, maxDuty);
    }

    /** These limits with another bound on the duty cycle, in percent. */
    public PaceLimits withMaxDuty(int percent) {
        return new PaceLimits(rows, minimum, maximum, target, workers, sleep, percent);
    }

    private static Optional<Problem> outside(String name, long value, long least, long most) {
        return value >= least && value <= most
                ? Optional.empty()
                : Optional.of(outOfRange(name + " is " + value + ", allowed are " + least + " to " + most
                        + (name.equals("target") || name.equals("sleep") ? " milliseconds" : "")));
    }

    private static Problem outOfRange(String what) {
        return Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, what);
    }
}
