package dev.godwit.verify.live;

import dev.godwit.dialect.SnapshotReader;
import dev.godwit.host.Time;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import java.util.Optional;

/** Opens snapshots of both sides: of one moment where both are one database and its server can, else one right after the other. */
public final class Snapshots {
    private static final String PURPOSE = "godwit validate";

    private final Sides sides;
    private final boolean oneDatabase;
    private final Time time;

    /** @param oneDatabase whether both sides are the same database of the same server */
    public Snapshots(Sides sides, boolean oneDatabase, Time time) {
        this.sides = sides;
        this.oneDatabase = oneDatabase;
        this.time = time;
    }

    /** What is compared. */
    public Sides sides() {
        return sides;
    }

    /**
     * Snapshots of both sides.
     *
     * @param aligned whether they are of one moment, so that a difference between them is one
     * @param at monotonic time, in nanoseconds, right before the first was taken
     */
    public record Pair(SnapshotReader source, SnapshotReader target, boolean aligned, long at)
            implements AutoCloseable {
        @Override
        public void close() {
            try {
                target.close();
            } finally {
                source.close();
            }
        }
    }

    /** Opens both. */
    public Pair pair() {
        long at = time.nanos();
        SnapshotReader source = source();
        try {
            Optional<SnapshotReader> beside = oneDatabase
                    ? sides.target()
                            .dialect()
                            .comparing()
                            .beside(source, sides.target().database(), PURPOSE)
                    : Optional.empty();
            return beside.isPresent()
                    ? new Pair(source, beside.get(), true, at)
                    : new Pair(source, open(sides.target()), false, at);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** One of the source alone. */
    SnapshotReader source() {
        return open(sides.source());
    }

    private static SnapshotReader open(Side side) {
        return side.dialect().comparing().snapshot(side.database(), PURPOSE);
    }
}
