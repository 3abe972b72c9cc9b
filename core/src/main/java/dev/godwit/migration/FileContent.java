package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stays in memory of a file's content.
 *
 * @param checksum over the bytes with every line end as LF and without byte order mark, so that editors and git may change
 *     both
 * @param head the first {@link #HEAD_BYTES}, normalised in the same way; for the header
 */
record FileContent(Fingerprint checksum, String head) {
    /** A header is a few lines; licences of a page stand above some. */
    static final int HEAD_BYTES = 8 * 1024;
    /** A larger script is a data load, which is not a migration's job; its parts would not fit into memory. */
    static final long MOST_BYTES = 256L * 1024 * 1024;

    private static final int CHUNK_BYTES = 64 * 1024;

    /**
     * Reads a file in pieces; memory does not grow with it.
     *
     * @param name the file's path for people
     * @param size as the file system tells it, for the buffer; the file may be another size by now
     * @throws dev.godwit.fault.GodwitException GW-2001 or GW-2002
     */
    static FileContent read(Path path, String name, long size) {
        Reading reading = new Reading(name);
        try (InputStream in = Files.newInputStream(path)) {
            byte[] chunk = new byte[(int) Math.max(1, Math.min(CHUNK_BYTES, size + 1))];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                reading.accept(chunk, length);
            }
        } catch (IOException unreadable) {
            throw unreadable(name, unreadable);
        }
        return reading.finish();
    }

    /** Checks and sums up bytes that are in memory already. */
    static FileContent of(byte[] bytes, String name) {
        Reading reading = new Reading(name);
        reading.accept(bytes.clone(), bytes.length);
        return reading.finish();
    }

    /** The problem of a file that the system does not let us read. */
    static dev.godwit.fault.GodwitException unreadable(String name, IOException cause) {
        String why = cause instanceof java.nio.file.AccessDeniedException
                ? "permission denied"
                : cause instanceof java.nio.file.NoSuchFileException
                        ? "no such file"
                        : String.valueOf(cause.getMessage());
        return Problem.of(ErrorCode.FILE_UNREADABLE, name + " cannot be read: " + why)
                .at(Place.of(name))
                .exception();
    }

    /** The state between two pieces. */
    private static final class Reading {
        private final String name;
        private final MessageDigest digest = sha256();
        private final Utf8Check utf8 = new Utf8Check();
        private final java.io.ByteArrayOutputStream head = new java.io.ByteArrayOutputStream(256);
        private long total;
        private boolean afterReturn;

        Reading(String name) {
            this.name = name;
        }

        /** Normalises in place: what comes out is never longer, and a buffer per file would cost more than the sum. */
        void accept(byte[] bytes, int length) {
            refuseAt(utf8.accept(bytes, length), bytes);
            total += length;
            if (total > MOST_BYTES) {
                throw Problem.of(ErrorCode.FILE_UNREADABLE, name + " is larger than " + (MOST_BYTES >> 20) + " MB")
                        .at(Place.of(name))
                        .next("split it; load data with a backfill step or the server's own tools")
                        .exception();
            }
            int kept = 0;
            for (int i = byteOrderMark(bytes, length); i < length; i++) {
                byte next = bytes[i];
                if (next == 0) {
                    throw nul(total - length + i);
                }
                if (next != '\n' || !afterReturn) {
                    bytes[kept++] = next == '\r' ? (byte) '\n' : next;
                }
                afterReturn = next == '\r';
            }
            digest.update(bytes, 0, kept);
            head.write(bytes, 0, Math.min(kept, HEAD_BYTES - Math.min(HEAD_BYTES, head.size())));
        }

        private RuntimeException nul(long offset) {
            return Problem.of(ErrorCode.FILE_NOT_UTF8, name + " holds a NUL byte at byte " + offset)
                    .at(Place.of(name))
                    .next("remove it: servers refuse it, or end the statement there")
                    .exception();
        }

        private int byteOrderMark(byte[] bytes, int length) {
            boolean there = total == length
                    && length >= 3
                    && bytes[0] == (byte) 0xEF
                    && bytes[1] == (byte) 0xBB
                    && bytes[2] == (byte) 0xBF;
            return there ? 3 : 0;
        }

        FileContent finish() {
            refuseAt(utf8.finish(), new byte[0]);
            Fingerprint checksum = new Fingerprint(HexFormat.of().formatHex(digest.digest()));
            return new FileContent(checksum, head.toString(StandardCharsets.UTF_8));
        }

        private void refuseAt(long offset, byte[] bytes) {
            if (offset < 0) {
                return;
            }
            boolean wide = offset == 0 && bytes.length > 1 && (bytes[0] & 0xFE) == 0xFE && (bytes[1] & 0xFE) == 0xFE;
            throw Problem.of(
                            ErrorCode.FILE_NOT_UTF8,
                            name + " is not valid UTF-8 at byte " + offset + (wide ? " (it looks like UTF-16)" : ""))
                    .at(Place.of(name))
                    .exception();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError("every Java runtime has SHA-256", impossible);
            }
        }
    }
}
