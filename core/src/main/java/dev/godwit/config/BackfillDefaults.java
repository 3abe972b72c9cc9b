package dev.godwit.config;

import dev.godwit.plan.Values;
import java.time.Duration;

/**
 * What a backfill does where its step says nothing.
 *
 * @param rows of a chunk to aim at first
 * @param minimum rows of a chunk
 * @param maximum rows of a chunk
 * @param target how long a chunk should take
 * @param workers at the same time, 1 or 2
 */
public record BackfillDefaults(long rows, long minimum, long maximum, Duration target, int workers) {
    static BackfillDefaults of(Values values) {
        return new BackfillDefaults(
                values.number("rows"),
                values.number("min"),
                values.number("max"),
                values.duration("target"),
                Math.toIntExact(values.number("workers")));
    }
}
