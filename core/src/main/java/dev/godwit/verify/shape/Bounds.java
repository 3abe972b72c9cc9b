package dev.godwit.verify.shape;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column's type can hold; null where it has no such bound, or none that the catalog knows.
 *
 * @param least whole number; seconds of a time, years of a moment
 * @param most whole number; seconds of a time, years of a moment
 * @param digits of a decimal number in all, or of the fraction of a second
 * @param scale digits behind the point
 * @param length in characters of a text, bytes of a binary, bits of a string of bits
 * @param labels of an enumeration or a set, in their order; empty for all other types
 */
public record Bounds(
        @Nullable BigInteger least,
        @Nullable BigInteger most,
        @Nullable Long digits,
        @Nullable Long scale,
        @Nullable Long length,
        List<String> labels) {
    public Bounds {
        labels = List.copyOf(labels);
    }

    /** Of a type that has none. */
    public static Bounds none() {
        return new Bounds(null, null, null, null, null, List.of());
    }
}
