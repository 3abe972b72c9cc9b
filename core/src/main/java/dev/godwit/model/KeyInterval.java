package dev.godwit.model;

import org.jspecify.annotations.Nullable;

/**
 * The half-open interval {@code (after, upTo]} of keys; an end that is null is open. Intervals that follow each other tile
 * the whole key space, below the first key and above the last one included. Unlike a {@link KeyRange}, its keys are in the
 * validator's canonical form, which both sides of a comparison understand.
 *
 * @param after exclusive lower end; null for everything from below
 * @param upTo inclusive upper end; null for everything above
 */
public record KeyInterval(@Nullable Key after, @Nullable Key upTo) {
    /** The whole key space. */
    public static KeyInterval everything() {
        return new KeyInterval(null, null);
    }

    /** Everything behind a key; everything where it is null. */
    public static KeyInterval behind(@Nullable Key key) {
        return new KeyInterval(key, null);
    }

    /** Whether {@code next} begins where this one ends, so that no key lies between them. */
    public boolean meets(KeyInterval next) {
        return upTo != null && upTo.equals(next.after);
    }

    @Override
    public String toString() {
        return "(" + (after == null ? "start" : after) + ", " + (upTo == null ? "end" : upTo) + "]";
    }
}
