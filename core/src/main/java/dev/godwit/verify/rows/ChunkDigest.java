package dev.godwit.verify.rows;

import dev.godwit.model.Fingerprint;
import dev.godwit.verify.value.Digests;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a chunk's rows on both sides. As long as the rows are equal there is one sum for both; rows that lie behind each
 * other are summed at once. Used by one thread.
 */
final class ChunkDigest {
    private MessageDigest source = Digests.sha256();
    private @Nullable MessageDigest target;
    private @Nullable RowBatch pending;
    private int from;
    private int to;

    /** A row that is the same on both sides, as the source has it. */
    void equal(RowBatch batch, int index) {
        if (target != null) {
            add(target, batch, index);
            add(source, batch, index);
            return;
        }
        if (batch != pending) {
            flush();
            pending = batch;
            from = batch.rowBegin(index);
        }
        to = batch.rowEnd(index);
    }

    /** A row of the source that the target has not, or not so. */
    void source(RowBatch batch, int index) {
        part();
        add(source, batch, index);
    }

    /** A row of the target that the source has not, or not so. */
    void target(RowBatch batch, int index) {
        add(part(), batch, index);
    }

    private static void add(MessageDigest digest, RowBatch batch, int index) {
        int begin = batch.rowBegin(index);
        digest.update(batch.rows().array(), begin, batch.rowEnd(index) - begin);
    }

    /** From here on the sides have sums of their own. */
    private MessageDigest part() {
        flush();
        MessageDigest own = target == null ? Digests.copy(source) : target;
        target = own;
        return own;
    }

    private void flush() {
        if (pending != null) {
            source.update(pending.rows().array(), from, to - from);
            pending = null;
        }
    }

    /** Both sums; the next chunk begins. */
    Sums end() {
        flush();
        MessageDigest own = target;
        Fingerprint sourceSum = fingerprint(source);
        Fingerprint targetSum = own == null ? sourceSum : fingerprint(own);
        source = Digests.sha256();
        target = null;
        return new Sums(sourceSum, targetSum);
    }

    private static Fingerprint fingerprint(MessageDigest digest) {
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    record Sums(Fingerprint source, Fingerprint target) {}
}
