package dev.godwit.data;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How fast a backfill goes: rows per chunk, rest between chunks, number of workers. Pure: it is told the time. Two laws:
 *
 * <ul>
 *   <li>The size of a chunk follows the time that chunks take (Spirit's law): the target over the 90th percentile of the
 *       last ten costs per row, by at most half down and half as much again up; a chunk beyond five times the target halves
 *       the size at once. The size starts small.
 *   <li>The gear follows the utilisation of the guards in single steps with a dead band, because most of the signal is our
 *       own doing and a quick law would saw-tooth. Steps up and down are equal, so that noise, which is as often high as low,
 *       makes the gear wander about the right one and not away from it (an up-down staircase: Levitt, JASA 49, 1971). Only
 *       what is far off the limits, on either side, moves it faster.
 * </ul>
 *
 * The size never grows past a doubling that the server's planner has not been asked about (plan-cliff guard): a chunk that
 * flips to a sequential scan costs four times as much per row and reads the whole table each time. Used by one thread.
 */
public final class Pace {
    /** The first chunk: small enough to do no harm on any table. */
    static final long FIRST_ROWS = 1_000;
    /** A chunk of more than this multiple of the target halves the size at once. */
    static final int PANIC = 5;
    /** No prediction may exceed this multiple of the target, even where all rows of a chunk must be written. */
    static final int WORST = 3;
    /** Costs per row that the percentile is taken of. */
    static final int WINDOW = 10;
    /** A chunk that took longer was suspended, or its clock jumped; rests are a multiple of this at most. */
    static final Duration LONGEST_WORK = Duration.ofSeconds(1);
    /** The gear moves at most once in this time. */
    static final Duration GEAR_EVERY = Duration.ofSeconds(8);
    /** Nothing was done for this long beyond the rest that was asked for: a guard held us, so go on one gear lower. */
    static final Duration HELD = Duration.ofSeconds(2);
    /** Below: there is nobody to take care of, and full speed at once. */
    static final double FREE = 0.05;
    /** Below: two gears up. */
    static final double IDLE = 0.2;
    /** Below: one gear up. */
    static final double CALM = 0.4;
    /** From here to {@link #CALM}: the dead band; above: one gear down. */
    static final double BUSY = 0.7;
    /** From here on half of the gears at once: this is no noise. */
    static final double ALARM = 2;
    /** Time constant with which the utilisation is smoothed. */
    private static final double SMOOTHING_NANOS = 2e9;

    private static final double GROWTH = 1.5;

    private final Deque<Double> costs = new ArrayDeque<>();
    private PaceLimits limits;
    private double size;
    private long looked;
    private long vetoed = Long.MAX_VALUE;
    private double writeCost;
    private int gear = Gear.UNWATCHED;
    private double utilisation;
    private long observed = Long.MIN_VALUE;
    private long geared;
    private long rested;

    public Pace(PaceLimits limits) {
        this.limits = limits;
        this.size = Math.min(limits.rows(), Math.max(limits.minimum(), FIRST_ROWS));
    }

    /** The limits in force. */
    public PaceLimits limits() {
        return limits;
    }

    /** Changes the limits; the size starts from the new one where that was changed. */
    public void limit(PaceLimits changed) {
        if (changed.rows() != limits.rows()) {
            size = changed.rows();
        }
        limits = changed;
        size = bounded(size);
    }

    /** Rows of the next chunk. */
    public long rows() {
        return Math.max(
                limits.minimum(), Math.round(size * Gear.LADDER.get(gear).sizeFactor()));
    }

    /** Chunks at the same time. */
    public int workers() {
        return Gear.LADDER.get(gear).alone() ? 1 : limits.workers();
    }

    /** How long to leave the database alone after {@code work}. */
    public Duration rest(Duration work) {
        Duration sleep = limits.sleep();
        double least = (double) PaceLimits.ALWAYS / limits.maxDuty() - 1;
        double worked = Math.min(work.toNanos(), LONGEST_WORK.toNanos());
        double chosen =
                sleep != null ? sleep.toNanos() : worked * Gear.LADDER.get(gear).restRatio();
        rested = Math.round(Math.max(chosen, worked * least));
        return Duration.ofNanos(rested);
    }

    /**
     * Learns from a chunk that was committed.
     *
     * @param rows that it covered
     * @param written of them
     * @param work time of its statements and commit, without waiting for a connection
     */
    public void learn(long rows, long written, Duration work) {
        double nanos = Math.max(1, work.toNanos());
        remember(nanos / Math.max(1, rows));
        if (written * 10 >= rows) {
            double cost = nanos / Math.max(1, written);
            writeCost = writeCost == 0 ? cost : Math.max(cost, 0.8 * writeCost + 0.2 * cost);
        }
        if (nanos > PANIC * (double) limits.target().toNanos()) {
            failed();
            return;
        }
        double wished = limits.target().toNanos() / percentile();
        size = bounded(Math.max(size / 2, Math.min(GROWTH * size, wished)));
    }

    /** A chunk failed: the next is half as large, so that what is in its way is met alone. */
    public void failed() {
        size = bounded(size / 2);
    }

    /** A size that the planner must be asked about before a chunk of {@link #rows} may run; empty where it need not. */
    public OptionalLong toLookAt() {
        if (rows() <= looked) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(looked == 0 ? rows() : Math.min(2 * looked, limits.maximum()));
    }

    /** What the planner said about a chunk of that many rows. A veto is kept. */
    public void looked(long rows, boolean sequential) {
        if (!sequential) {
            looked = rows;
            return;
        }
        vetoed = Math.min(vetoed, rows);
        size = bounded(looked == 0 ? rows / 2.0 : looked);
    }

    /** Whether even the smallest chunk would read the whole table. */
    public boolean hopeless() {
        return looked == 0 && vetoed <= limits.minimum();
    }

    /** The size that was vetoed; empty where none was. */
    public OptionalLong veto() {
        return vetoed == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(vetoed);
    }

    /**
     * Tells how near the guards are to their limits; called before each chunk.
     *
     * @param now 0.0 to 1.0 and above
     * @param nanos monotonic time
     */
    public void observe(double now, long nanos) {
        if (observed == Long.MIN_VALUE) {
            begin(now, nanos);
        }
        long passed = nanos - observed;
        utilisation += (now - utilisation) * (1 - Math.exp(-passed / SMOOTHING_NANOS));
        if (passed > rested + limits.target().toNanos() * PANIC + HELD.toNanos()) {
            shift(gear - 1, nanos);
        } else if (now < FREE) {
            shift(Gear.TOP, nanos);
        } else if (nanos - geared >= GEAR_EVERY.toNanos()) {
            shift(wishedGear(), nanos);
        }
        observed = nanos;
    }

    private void begin(double now, long nanos) {
        utilisation = now;
        observed = nanos;
        geared = nanos;
        gear = now < CALM ? Gear.EASY : Gear.FIRST;
    }

    private int wishedGear() {
        if (utilisation >= ALARM) {
            return gear / 2;
        }
        if (utilisation > BUSY) {
            return gear - 1;
        }
        if (utilisation < IDLE) {
            return gear + 2;
        }
        return utilisation < CALM ? gear + 1 : gear;
    }

    private void shift(int wished, long nanos) {
        gear = Math.max(0, Math.min(Gear.TOP, wished));
        geared = nanos;
    }

    private void remember(double cost) {
        costs.addLast(cost);
        if (costs.size() > WINDOW) {
            costs.removeFirst();
        }
    }

    private double percentile() {
        double[] sorted =
                costs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.ceil(0.9 * sorted.length) - 1];
    }

    private double bounded(double wished) {
        double most = Math.min(limits.maximum(), vetoed == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(looked, 1));
        if (writeCost > 0) {
            most = Math.min(most, WORST * limits.target().toNanos() / writeCost);
        }
        if (looked == 0 && vetoed != Long.MAX_VALUE) {
            most = vetoed / 2.0;
        }
        return Math.max(limits.minimum(), Math.min(most, wished));
    }
}
