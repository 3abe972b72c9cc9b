package dev.godwit.db;

import java.net.UnknownHostException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A statement failed: the server's own words, with what a classification needs. Never holds parameters or row data. */
public final class SqlFailure extends RuntimeException {
    /** Causes of causes; a driver wraps two or three times. */
    private static final int LONGEST_CHAIN = 10;

    private final @Nullable String sqlState;
    private final int vendorCode;
    private final @Nullable String hint;
    private final int position;
    private final boolean duringCommit;

    SqlFailure(Details details, Throwable cause) {
        super(details.message(), cause);
        this.sqlState = details.sqlState();
        this.vendorCode = details.vendorCode();
        this.hint = details.hint();
        this.position = details.position();
        this.duringCommit = details.duringCommit();
    }

    /**
     * The parts of a failure.
     *
     * @param message the server's primary message, without detail (which may hold row data)
     * @param sqlState five characters; null where the driver gave none
     * @param position of the error in the statement's text, from 1; 0 where unknown
     * @param duringCommit whether the commit itself was under way, so that its outcome is open when the connection is lost
     */
    record Details(
            String message,
            @Nullable String sqlState,
            int vendorCode,
            @Nullable String hint,
            int position,
            boolean duringCommit) {}

    /** Five characters of SQLSTATE, or an empty text. */
    public String sqlState() {
        return sqlState == null ? "" : sqlState;
    }

    /** Whether nobody was asked, because the name of the host is not known. */
    public boolean hostUnknown() {
        return Stream.<Throwable>iterate(this, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .anyMatch(UnknownHostException.class::isInstance);
    }

    /** The server's own number; 0 where it has none. */
    public int vendorCode() {
        return vendorCode;
    }

    /** The server's hint; null without one. */
    public @Nullable String hint() {
        return hint;
    }

    /** Where in the statement's text, from 1; 0 where unknown. */
    public int position() {
        return position;
    }

    /** Whether the commit was under way. */
    public boolean duringCommit() {
        return duringCommit;
    }

    /** The primary message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
