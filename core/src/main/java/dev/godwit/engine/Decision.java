package dev.godwit.engine;

import dev.godwit.fault.Problem;
import java.time.Duration;

/** What the engine does next. */
public sealed interface Decision {
    /** Let the step perform its next unit. */
    record Perform(double utilisation) implements Decision {}

    /** Leave the database alone for a while and ask again. {@code cause} is a guard's name, {@code person} or {@code lock}. */
    record Wait(String cause, String reason, Duration duration) implements Decision {}

    /** The step is done; go on with the next one. */
    record NextStep() implements Decision {}

    /** Take back what this migration did in this and earlier runs, last step first, and end. */
    record TakeBack(Problem problem) implements Decision {}

    /** End; what is done stays done, checkpoints are kept. */
    record End(Problem problem) implements Decision {}
}
