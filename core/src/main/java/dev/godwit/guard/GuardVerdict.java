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

    /** From mildest to severest: 0 to 3. */
    default int severity() {
        if (this instanceof Stop) {
            return 3;
        }
        if (this instanceof RollBack) {
            return 2;
        }
        return this instanceof Pause ? 1 : 0;
    }
}
