package dev.godwit.dialect.postgres;

import dev.godwit.db.SqlFailure;
import dev.godwit.fault.Fault;
import java.util.Set;

/** What a failure means, by SQLSTATE (manual, appendix A). Pure. */
final class PostgresFaults {
    /** Lock not available, object in use. */
    private static final Set<String> LOCKED = Set.of("55P03", "55006");

    /** Deadlock, serialization. */
    private static final Set<String> GAVE_WAY = Set.of("40P01", "40001");

    /**
     * Statement timeout or cancel, transaction timeout: the server had no time for it, as with a lock; a smaller piece may
     * pass.
     */
    private static final Set<String> OUT_OF_TIME = Set.of("57014", "25P04");

    /** Shutdown, crash of a neighbour, starting up, idle timeouts. */
    private static final Set<String> SERVER_AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    /** The server says itself that it does not know. */
    private static final String COMPLETION_UNKNOWN = "40003";

    private static final String DISK_FULL = "53100";

    private PostgresFaults() {}

    /** Whether the server ended the whole transaction for the sake of another one. */
    static boolean gaveWay(SqlFailure failure) {
        return GAVE_WAY.contains(failure.sqlState());
    }

    static Fault classify(SqlFailure failure) {
        String state = failure.sqlState();
        String message = failure.getMessage();
        if (state.equals(COMPLETION_UNKNOWN)) {
            return new Fault.Ambiguous(message);
        }
        if (LOCKED.contains(state) || OUT_OF_TIME.contains(state) || gaveWay(failure)) {
            return new Fault.Contention(message);
        }
        if (state.startsWith("08") || SERVER_AWAY.contains(state)) {
            return failure.duringCommit() ? new Fault.Ambiguous(message) : new Fault.Transient(message);
        }
        if (state.startsWith("53") && !state.equals(DISK_FULL)) {
            return new Fault.Transient(message);
        }
        return new Fault.Permanent(message);
    }
}
