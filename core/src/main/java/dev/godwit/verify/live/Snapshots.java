package dev.godwit.verify.live;

import dev.godwit.db.Session;
import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.Kinship;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.host.Time;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens snapshots of both sides: of one moment where both are one database and its server can; of one instant where both are
 * databases of one server that shows so; the replica's when it has come up to its primary's; else one right after the other. What
 * cannot be shown by the servers is not assumed. Used by one thread.
 */
public final class Snapshots {
    private static final String PURPOSE = "godwit validate";
    /** Where others write all the time, no number of tries would be enough. */
    private static final int MOST_TRIES = 5;

    private final Sides sides;
    private final boolean oneDatabase;
    private final Time time;
    private @Nullable Kinship kinship;

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

    /** How the moments of a pair relate; the weaker, the later. */
    public enum Moment {
        /** One snapshot for both: a difference is one. */
        ONE("both sides at one moment"),
        /** Snapshots of two databases of one server that show the same transactions. */
        SAME_INSTANT("both databases of one server at one instant"),
        /** The target replays the source's log, and had replayed all that the source's snapshot shows. */
        CAUGHT_UP("the target replays the source's log, and had come up to the source's snapshot"),
        /** Each when it was taken. */
        APART("each side at a moment of its own"),
        /** The target replays the source's log, and was not there yet: what differs is not known to differ. */
        BEHIND("the target replays the source's log, and had not come up to the source's snapshot");

        private final String words;

        Moment(String words) {
            this.words = words;
        }

        /** For people. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Snapshots of both sides.
     *
     * @param at monotonic time, in nanoseconds, right before the first was taken
     */
    public record Pair(SnapshotReader source, SnapshotReader target, Moment moment, long at) implements AutoCloseable {
        /** Whether they are of one moment, so that a difference between them is one. */
        public boolean aligned() {
            return moment == Moment.ONE;
        }

        @Override
        public void close() {
            try {
                target.close();
            } finally {
                source.close();
            }
        }
    }

    /** Opens both, as near to each other in time as their servers can. */
    public Pair pair() {
        Pair pair = once();
        for (int attempt = 1; attempt < MOST_TRIES && kinship == Kinship.SAME_SERVER && apart(pair); attempt++) {
            pair.close();
            pair = once();
        }
        return pair;
    }

    private static boolean apart(Pair pair) {
        return pair.moment() == Moment.APART;
    }

    private Pair once() {
        long at = time.nanos();
        SnapshotReader source = source();
        try {
            Kinship known = kinship(source);
            Optional<SnapshotReader> beside = oneDatabase && known != Kinship.REPLICA
                    ? sides.target()
                            .dialect()
                            .comparing()
                            .beside(source, sides.target().database(), PURPOSE)
                    : Optional.empty();
            return beside.isPresent() ? new Pair(source, beside.get(), Moment.ONE, at) : second(source, known, at);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private Pair second(SnapshotReader source, Kinship known, long at) {
        Comparing comparing = sides.target().dialect().comparing();
        if (known == Kinship.REPLICA) {
            try (Session replica = sides.target().database().open(PURPOSE)) {
                Moment moment = comparing.caughtUp(source, replica) ? Moment.CAUGHT_UP : Moment.BEHIND;
                return new Pair(source, open(sides.target()), moment, at);
            }
        }
        SnapshotReader target = open(sides.target());
        boolean instant = known == Kinship.SAME_SERVER && comparing.sameInstant(source, target);
        return new Pair(source, target, instant ? Moment.SAME_INSTANT : Moment.APART, at);
    }

    /** Asked once: servers do not change it while their sessions live, and a replica that takes over is another server. */
    private Kinship kinship(SnapshotReader source) {
        Kinship known = kinship;
        if (known == null) {
            boolean oneDialect = sides.source()
                    .dialect()
                    .name()
                    .equals(sides.target().dialect().name());
            try (Session target = sides.target().database().open(PURPOSE)) {
                known = oneDialect ? sides.source().dialect().comparing().kinship(source, target) : Kinship.NONE;
            }
            kinship = known;
        }
        return known;
    }

    /** One of the source alone. */
    SnapshotReader source() {
        return open(sides.source());
    }

    private static SnapshotReader open(Side side) {
        return side.dialect().comparing().snapshot(side.database(), PURPOSE);
    }
}
