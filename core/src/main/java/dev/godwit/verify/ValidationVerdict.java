package dev.godwit.verify;

import java.util.Collection;

/** What a comparison says. */
public enum ValidationVerdict {
    /** Everything that was to be compared was compared, and is equal by the rules of the mapping. */
    EQUAL,
    /** At least one difference is proven. */
    DIFFERENT,
    /** No difference is proven, and something could not be decided; neither a pass nor a failure. */
    INCONCLUSIVE;

    /** All of several verdicts together; a proven difference outweighs what is open. */
    public static ValidationVerdict of(Collection<ValidationVerdict> verdicts) {
        if (verdicts.contains(DIFFERENT)) {
            return DIFFERENT;
        }
        return verdicts.contains(INCONCLUSIVE) ? INCONCLUSIVE : EQUAL;
    }
}
