package dev.godwit.verify.rows;

import dev.godwit.verify.value.Bytes;
import java.util.Arrays;

/** Rows in canonical form, one behind the other in one array, and their keys in another. Not changed once it is queued. */
final class RowBatch {
    private static final int USUAL_ROWS = 1_024;

    private final Bytes rows;
    private final Bytes keys;
    private int[] rowEnds = new int[USUAL_ROWS];
    private int[] keyEnds = new int[USUAL_ROWS];
    private int count;

    RowBatch(int bytes) {
        rows = new Bytes(bytes);
        keys = new Bytes(bytes / 8);
    }

    Bytes rows() {
        return rows;
    }

    Bytes keys() {
        return keys;
    }

    /** The bytes that were added since the last row are a row. */
    void endRow() {
        if (count == rowEnds.length) {
            rowEnds = Arrays.copyOf(rowEnds, count * 2);
            keyEnds = Arrays.copyOf(keyEnds, count * 2);
        }
        rowEnds[count] = rows.length();
        keyEnds[count] = keys.length();
        count++;
    }

    int count() {
        return count;
    }

    int bytes() {
        return rows.length() + keys.length();
    }

    int rowBegin(int index) {
        return index == 0 ? 0 : rowEnds[index - 1];
    }

    int rowEnd(int index) {
        return rowEnds[index];
    }

    int keyBegin(int index) {
        return index == 0 ? 0 : keyEnds[index - 1];
    }

    int keyEnd(int index) {
        return keyEnds[index];
    }

    /** The order of two keys, each of a row of a batch. */
    static int compareKeys(RowBatch left, int leftIndex, RowBatch right, int rightIndex) {
        return Arrays.compareUnsigned(
                left.keys.array(),
                left.keyBegin(leftIndex),
                left.keyEnd(leftIndex),
                right.keys.array(),
                right.keyBegin(rightIndex),
                right.keyEnd(rightIndex));
    }

    /** Whether two rows have the same canonical form, their keys included. */
    static boolean sameRows(RowBatch left, int leftIndex, RowBatch right, int rightIndex) {
        return Arrays.equals(
                left.rows.array(),
                left.rowBegin(leftIndex),
                left.rowEnd(leftIndex),
                right.rows.array(),
                right.rowBegin(rightIndex),
                right.rowEnd(rightIndex));
    }
}
