package dev.godwit.model;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The {@link Fingerprint} of a text that comes piece by piece: memory does not grow with it, where the text of a plan is three
 * times its script. One thread, one use.
 */
public final class RunningFingerprint extends Writer {
    private final MessageDigest digest = sha256();
    private final Writer bytes = new OutputStreamWriter(
            new DigestOutputStream(OutputStream.nullOutputStream(), digest), StandardCharsets.UTF_8);

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java runtime has SHA-256", impossible);
        }
    }

    /** Adds a piece. */
    public void add(String piece) {
        try {
            bytes.write(piece);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The sum of all pieces, equal to that of their concatenation. */
    public Fingerprint finish() {
        try {
            bytes.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        bytes.write(characters, offset, length);
    }

    @Override
    public void flush() throws IOException {
        bytes.flush();
    }

    /** Ends it, as {@link #finish} does. */
    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
