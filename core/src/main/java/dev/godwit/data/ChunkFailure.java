package dev.godwit.data;

import dev.godwit.fault.Fault;

/** A chunk could not be written or probed; what may be done follows from the fault. */
public final class ChunkFailure extends RuntimeException {
    private final transient Fault fault;
    private final String sqlState;

    /**
     * @param sqlState five characters, or empty where the server gave none
     */
    public ChunkFailure(Fault fault, String sqlState, Throwable cause) {
        super(fault.message(), cause);
        this.fault = fault;
        this.sqlState = sqlState;
    }

    /** A failure without a cause of its own. */
    public ChunkFailure(Fault fault) {
        super(fault.message());
        this.fault = fault;
        this.sqlState = "";
    }

    /** The classified failure. */
    public Fault fault() {
        return fault;
    }

    /** SQLSTATE, or an empty text. */
    public String sqlState() {
        return sqlState;
    }
}
