package dev.godwit.guard;

/** What a guard says; the engine obeys the severest. */
public sealed interface GuardVerdict {
    /** Go on. {@code utilisation} 0.0 to 1.0 says how near the limit, for the pace. */
    record Proceed(double utilisation) implements GuardVerdict {}

    /** Wait until it says otherwise. */
    record Pause(String reason) implements GuardVerdict {}

    /** Take the run back. */
    record RollBack(String reason) implements GuardVerdict {}

    /** End the run, keep the checkpoint. */
    record Stop(String reason) implements GuardVerdict {}

    /**
     * No window is open. Unlike a pause it may last for days, and nothing is wrong.
     *
     * @param waits whether the run waits for the next window, rather than ends
     */
    record Closed(String reason, boolean waits) implements GuardVerdict {}

    /** From mildest to severest: 0 to 4. */
    default int severity() {
        if (this instanceof Stop) {
            return 4;
        }
        if (this instanceof RollBack) {
            return 3;
        }
        if (this instanceof Closed) {
            return 2;
        }
        return this instanceof Pause ? 1 : 0;
    }

    /** The severer of the two; of two that go on, the one that is nearer its limit. */
    default GuardVerdict or(GuardVerdict other) {
        if (this instanceof Proceed mine && other instanceof Proceed theirs) {
            return theirs.utilisation() > mine.utilisation() ? theirs : mine;
        }
        return other.severity() > severity() ? other : this;
    }
}
