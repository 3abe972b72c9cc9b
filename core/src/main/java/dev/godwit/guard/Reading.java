package dev.godwit.guard;

import java.time.Instant;

/**
 * A value with unit, source and age.
 *
 * @param limit the value at which the run pauses, in the same unit; {@link Double#NaN} where the signal is a yes or no
 * @param unit such as {@code s}, {@code ms}, {@code %}, {@code bytes}
 * @param source what was read: a replica's name, a query
 * @param baseline the value while nothing of ours ran; {@link Double#NaN} where none was taken
 */
public record Reading(
        String guard, double value, double limit, String unit, String source, Instant at, double baseline) {
    /** One without a baseline. */
    public Reading(String guard, double value, double limit, String unit, String source, Instant at) {
        this(guard, value, limit, unit, source, at, Double.NaN);
    }

    /** How near the limit: 1.0 at the limit; 0 where there is none. */
    public double utilisation() {
        return Double.isNaN(limit) || limit <= 0 ? 0 : value / limit;
    }
}
