package dev.godwit.verify.rows;

import dev.godwit.verify.value.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Rows without an order: their number and the sum of their SHA-256 sums, in four lanes of 64 bits. A sum, as an exclusive or
 * would not see a row that is there twice more. Equal bags have equal sums, and others have not but by a chance of 2^-256.
 */
record RowBag(long rows, long first, long second, long third, long fourth) {
    private static final RowBag EMPTY = new RowBag(0, 0, 0, 0, 0);

    /** No rows. */
    static RowBag empty() {
        return EMPTY;
    }

    /** Does something with each row. */
    interface EachRow {
        void row(RowBatch batch, int index);
    }

    /** Takes all rows that have the current row's key. */
    static RowBag ofKey(FedRows rows, EachRow each) {
        MessageDigest digest = Digests.sha256();
        RowBag bag = EMPTY;
        boolean more = true;
        while (more) {
            RowBatch batch = rows.batch();
            int index = rows.index();
            each.row(batch, index);
            int begin = batch.rowBegin(index);
            digest.update(batch.rows().array(), begin, batch.rowEnd(index) - begin);
            bag = bag.with(digest.digest());
            more = rows.sameKeyFollows();
            rows.advance();
        }
        return bag;
    }

    /** One row more, by its SHA-256 sum. */
    RowBag with(byte[] sum) {
        ByteBuffer lanes = ByteBuffer.wrap(sum);
        return new RowBag(
                rows + 1,
                first + lanes.getLong(),
                second + lanes.getLong(),
                third + lanes.getLong(),
                fourth + lanes.getLong());
    }
}
