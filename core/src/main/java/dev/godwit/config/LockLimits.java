package dev.godwit.config;

import dev.godwit.plan.Values;
import java.time.Duration;

/**
 * How long statements wait.
 *
 * @param timeout of each try for a lock; never zero
 * @param budget of all tries for one lock
 * @param statementTimeout of a statement; zero for no bound
 */
public record LockLimits(Duration timeout, Duration budget, Duration statementTimeout) {
    static LockLimits of(Values values) {
        return new LockLimits(
                values.duration("timeout"), values.duration("budget"), values.duration("statement_timeout"));
    }
}
