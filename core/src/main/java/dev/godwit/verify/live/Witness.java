package dev.godwit.verify.live;

import dev.godwit.model.Fingerprint;
import dev.godwit.verify.Difference;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one row that was seen to differ. A look reads the source, then the target, then the source again.
 *
 * <ul>
 *   <li>The target equals what the source had right before or right after: the difference was lag, and is settled.
 *   <li>The source has another row than at an earlier look, or changed around this one: the clock starts anew.
 *   <li>The source has not changed for at least the lag that a target may have, and the target still differs: proven.
 *   <li>Anything else is open; a row that stays open is hot and is listed, never dropped.
 * </ul>
 *
 * <p>A target that applies each change within the lag is never accused: had it done so, it would show a state of the source that
 * is not older than the lag, and the source had only one in that time. The states of the source are told apart by its row's
 * content and, where the server has one, by its version. Of a row that the source has not, the target must show the same all the
 * time: had it come and gone, a target would have dropped it within the lag. What is left is a row that changes and changes back
 * between two looks on a server without versions, or comes and goes twice with the same content.
 * (Others call it witnessed retry: block/spirit, pkg/checksum.) Pure.
 *
 * @param since monotonic time of the first look at which the source had the row that it has now; null before any look
 * @param row of the source then; null where it was not there
 * @param seen how the target differed at the last look; null before any look, and where it did not
 * @param looks so far
 */
public record Witness(
        @Nullable Long since,
        @Nullable Fingerprint row,
        @Nullable Difference seen,
        int looks,
        State state) {

    /** How it stands. */
    public enum State {
        /** Not decided. */
        OPEN,
        /** Equal by now. */
        SETTLED,
        /** Different, and not by lag. */
        PROVEN
    }

    /**
     * One look.
     *
     * @param at monotonic time, in nanoseconds, at which the first reading of the source was taken
     * @param targetAt the same of the target's reading
     * @param before the source's row before the target was read; empty where it was not there
     * @param after the source's row after the target was read; empty where it was not there
     * @param fromBefore how the target differed from the row before; empty where it did not
     * @param fromAfter how the target differed from the row after; empty where it did not
     */
    public record Look(
            long at,
            long targetAt,
            Optional<Fingerprint> before,
            Optional<Fingerprint> after,
            Optional<Difference> fromBefore,
            Optional<Difference> fromAfter) {}

    /** Nothing is known yet. */
    public static Witness unknown() {
        return new Witness(null, null, null, 0, State.OPEN);
    }

    /** The difference that is proven; null unless one is. */
    public @Nullable Difference proof() {
        return state == State.PROVEN ? seen : null;
    }

    /**
     * What a further look adds.
     *
     * @param lag how long a change may take to reach the target
     */
    public Witness look(Look look, Duration lag) {
        if (look.fromBefore().isEmpty() || look.fromAfter().isEmpty()) {
            return new Witness(since, row, null, looks + 1, State.SETTLED);
        }
        Difference difference = look.fromAfter().get();
        if (!look.before().equals(look.after())) {
            return new Witness(null, null, difference, looks + 1, State.OPEN);
        }
        Fingerprint now = look.after().orElse(null);
        Long known = since;
        boolean same = Objects.equals(row, now) && (now != null || difference.equals(seen));
        long from = known != null && same ? known : look.at();
        boolean lasted = look.targetAt() - from >= lag.toNanos();
        return new Witness(from, now, difference, looks + 1, lasted ? State.PROVEN : State.OPEN);
    }
}
