package dev.godwit.engine;

import dev.godwit.event.Event;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One wait of a run, which may consist of many short ones; tells the journal when it begins and ends. Used by one thread. */
final class Waiting {
    private final RunScope scope;
    private @Nullable String cause;
    private long since;

    Waiting(RunScope scope) {
        this.scope = scope;
    }

    /** The run waits, for this cause. */
    void on(Decision.Wait wait) {
        if (!wait.cause().equals(cause)) {
            end();
            cause = wait.cause();
            since = scope.host().time().nanos();
            scope.append(new Event.Paused(wait.cause(), wait.reason()));
        }
    }

    /** The run goes on; does nothing where it did not wait. */
    void end() {
        if (cause != null) {
            scope.append(new Event.Resumed(cause, elapsed()));
            cause = null;
        }
    }

    /** How long it has waited; zero where it does not. */
    Duration elapsed() {
        return cause == null
                ? Duration.ZERO
                : Duration.ofNanos(scope.host().time().nanos() - since);
    }
}
