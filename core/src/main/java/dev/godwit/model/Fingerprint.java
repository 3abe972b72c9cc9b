package dev.godwit.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 sum in lower-case hexadecimal: of a file, a plan or a catalog.
 *
 * @param hex 64 hexadecimal digits
 */
public record Fingerprint(String hex) {
    public Fingerprint {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 sum: " + hex);
        }
    }

    /** The sum of the UTF-8 bytes of {@code text}. */
    public static Fingerprint of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The sum of {@code bytes}. */
    public static Fingerprint of(byte[] bytes) {
        try {
            return new Fingerprint(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java runtime has SHA-256", impossible);
        }
    }

    /** The first twelve digits, for people. */
    public String abbreviated() {
        return hex.substring(0, 12);
    }

    /** Written out, like {@link #hashCode}: a record's own are put together at the first use of each start, which takes 10 ms. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint fingerprint && hex.equals(fingerprint.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return hex;
    }
}
