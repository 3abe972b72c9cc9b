package dev.godwit.verify;

import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.KeyInterval;
import dev.godwit.model.TableName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a table was compared, as a list that somebody else can check again chunk by chunk.
 *
 * @param table of the source
 * @param chunks in the key's order; one for a table without a key
 */
public record Coverage(TableName table, List<Chunk> chunks) {
    public Coverage {
        chunks = List.copyOf(chunks);
    }

    /** How both sides' rows were brought together. */
    public enum Method {
        /** Read, and merged here. */
        ROWS,
        /** Summed up by both servers in groups; rows of groups that differ were read. */
        SUMS
    }

    /**
     * A contiguous part of the key space, as it was compared.
     *
     * @param number from 0
     * @param sourceRows read there
     * @param targetRows read there
     * @param sourceDigest SHA-256 over the canonical form of its rows in the key's order; where servers summed up, over the
     *     number of rows and two sums, of 64 bits each, over the SHA-256 of the rows' texts
     * @param targetDigest the same of the other side; equal unless rows differ or are equal only within a tolerance
     * @param differences how many, listed or not
     * @param sourcePosition when its rows were read
     * @param targetPosition the same of the other side
     * @param method by which a later reading gives the same digests
     */
    public record Chunk(
            long number,
            KeyInterval interval,
            long sourceRows,
            long targetRows,
            Fingerprint sourceDigest,
            Fingerprint targetDigest,
            long differences,
            ValidationVerdict verdict,
            SnapshotReader.Position sourcePosition,
            SnapshotReader.Position targetPosition,
            Method method,
            Reading reading) {
        /** One that was compared by some method, of which nobody says yet which pass did. */
        public Chunk(
                long number,
                KeyInterval interval,
                long sourceRows,
                long targetRows,
                Fingerprint sourceDigest,
                Fingerprint targetDigest,
                long differences,
                ValidationVerdict verdict,
                SnapshotReader.Position sourcePosition,
                SnapshotReader.Position targetPosition,
                Method method) {
            this(
                    number,
                    interval,
                    sourceRows,
                    targetRows,
                    sourceDigest,
                    targetDigest,
                    differences,
                    verdict,
                    sourcePosition,
                    targetPosition,
                    method,
                    Reading.UNKNOWN);
        }

        /** One whose rows were read. */
        public Chunk(
                long number,
                KeyInterval interval,
                long sourceRows,
                long targetRows,
                Fingerprint sourceDigest,
                Fingerprint targetDigest,
                long differences,
                ValidationVerdict verdict,
                SnapshotReader.Position sourcePosition,
                SnapshotReader.Position targetPosition) {
            this(
                    number,
                    interval,
                    sourceRows,
                    targetRows,
                    sourceDigest,
                    targetDigest,
                    differences,
                    verdict,
                    sourcePosition,
                    targetPosition,
                    Method.ROWS);
        }

        /** The same at another place of the table's chunks. */
        public Chunk numbered(long other) {
            return as(other, reading);
        }

        /** The same at another place of the table's chunks, with what is known of its reading. */
        public Chunk as(long other, Reading known) {
            return new Chunk(
                    other,
                    interval,
                    sourceRows,
                    targetRows,
                    sourceDigest,
                    targetDigest,
                    differences,
                    verdict,
                    sourcePosition,
                    targetPosition,
                    method,
                    known);
        }
    }

    /**
     * Which pass read a chunk, and by what a later one can tell that its rows were touched.
     *
     * @param pass the validation; empty where nobody remembers it
     * @param at wall-clock time
     * @param standing null where this pass read it
     * @param sourceMark see {@link dev.godwit.dialect.Marks}; empty where nothing can be proven by it
     * @param targetMark the same of the other side
     */
    public record Reading(String pass, Instant at, @Nullable Standing standing, String sourceMark, String targetMark) {
        /** Of a table that is compared as a whole, or of a chunk that nobody remembers. */
        public static final Reading UNKNOWN = new Reading("", Instant.EPOCH, null, "", "");

        /** The same with other marks. */
        public Reading marked(String source, String target) {
            return new Reading(pass, at, standing, source, target);
        }

        /** The same reading as it stands in a later pass. */
        public Reading stands(Standing proven) {
            return new Reading(pass, at, proven, sourceMark, targetMark);
        }
    }

    /**
     * At which moments of this pass it was proven that nothing touched a chunk since an earlier pass read it. That earlier pass's
     * moments are the chunk's positions.
     */
    public record Standing(SnapshotReader.Position source, SnapshotReader.Position target) {}

    /** Whether the chunks, one after the other, leave no key out: from below the first to above the last. */
    public boolean complete() {
        if (chunks.isEmpty()
                || chunks.get(0).interval().after() != null
                || chunks.get(chunks.size() - 1).interval().upTo() != null) {
            return false;
        }
        for (int i = 1; i < chunks.size(); i++) {
            if (!chunks.get(i - 1).interval().meets(chunks.get(i).interval())) {
                return false;
            }
        }
        return true;
    }

    /** All chunks' verdicts together; INCONCLUSIVE at best where a part of the key space was left out. */
    public ValidationVerdict verdict() {
        ValidationVerdict seen =
                ValidationVerdict.of(chunks.stream().map(Chunk::verdict).collect(java.util.stream.Collectors.toSet()));
        return seen == ValidationVerdict.EQUAL && !complete() ? ValidationVerdict.INCONCLUSIVE : seen;
    }
}
