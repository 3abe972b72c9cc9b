package dev.godwit.window;

import java.time.Instant;

/**
 * From one moment to another, which lies outside.
 *
 * @param from inside
 * @param to outside; not after {@code from} for none at all, as on the night when that hour is left out
 */
record Span(Instant from, Instant to) {
    boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
