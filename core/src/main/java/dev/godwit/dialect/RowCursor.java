package dev.godwit.dialect;

/** The rows of a selection, one at a time: memory is that of one row, however many there are. Used by one thread. */
public interface RowCursor extends AutoCloseable {
    /**
     * Gives the fields of the next row to {@code sink}.
     *
     * @return false where there is none
     * @throws dev.godwit.db.SqlFailure where reading fails; a row is never left out silently
     */
    boolean next(FieldSink sink);

    /** Gives up the rows that are left; where there are many, the snapshot may be lost with them. */
    @Override
    void close();
}
