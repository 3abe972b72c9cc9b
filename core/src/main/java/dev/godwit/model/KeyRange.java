package dev.godwit.model;

import org.jspecify.annotations.Nullable;

/**
 * The half-open range of keys {@code (after, upTo]} that one chunk covers.
 *
 * @param after exclusive lower bound; null at the start of the table
 * @param upTo inclusive upper bound
 */
public record KeyRange(@Nullable Key after, Key upTo) {
    @Override
    public String toString() {
        return "(" + (after == null ? "start" : after) + ", " + upTo + "]";
    }
}
