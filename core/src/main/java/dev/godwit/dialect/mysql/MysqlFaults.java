package dev.godwit.dialect.mysql;

import dev.godwit.db.SqlFailure;
import dev.godwit.fault.Fault;
import java.util.Set;

/** What a failure means, by the server's number, which says more than its SQLSTATE (error references of both servers). Pure. */
final class MysqlFaults {
    /** Lock wait timeout of rows and of metadata, NOWAIT, too many transactions at once. */
    private static final Set<Integer> LOCKED = Set.of(1205, 3572, 1637);

    /**
     * Deadlock; a row that changed since the snapshot was taken, which MariaDB refuses from 11.6 on (innodb_snapshot_isolation)
     * and answers as a deadlock: with the end of the transaction.
     */
    private static final Set<Integer> GAVE_WAY = Set.of(1213, 1020);

    private static final String NOT_SERIALISED = "40001";

    /** Killed statement, statement timeout of MySQL and of MariaDB: a smaller piece may pass. */
    private static final Set<Integer> OUT_OF_TIME = Set.of(1317, 3024, 1969);

    /** Too many connections, of all and of this user; out of threads; a cluster's node that is not ready. */
    private static final Set<Integer> NO_ROOM = Set.of(1040, 1203, 1226, 1135, 1047);

    /** Shutdown, killed connection, broken packets, gone away, lost, idle too long. */
    private static final Set<Integer> SERVER_AWAY =
            Set.of(1053, 1077, 1079, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 4031);

    /** The commit itself failed in the storage engine or in the binary log: its outcome is open. */
    private static final Set<Integer> COMPLETION_UNKNOWN = Set.of(1180, 1598);

    private MysqlFaults() {}

    /** Whether the server ended the whole transaction for the sake of another one. */
    static boolean gaveWay(SqlFailure failure) {
        return GAVE_WAY.contains(failure.vendorCode()) || failure.sqlState().equals(NOT_SERIALISED);
    }

    static Fault classify(SqlFailure failure) {
        int number = failure.vendorCode();
        String message = failure.getMessage();
        if (COMPLETION_UNKNOWN.contains(number)) {
            return new Fault.Ambiguous(message);
        }
        if (LOCKED.contains(number) || OUT_OF_TIME.contains(number) || gaveWay(failure)) {
            return new Fault.Contention(message);
        }
        if (NO_ROOM.contains(number)) {
            return new Fault.Transient(message);
        }
        if (failure.sqlState().startsWith("08") || SERVER_AWAY.contains(number)) {
            return failure.duringCommit() ? new Fault.Ambiguous(message) : new Fault.Transient(message);
        }
        return new Fault.Permanent(message);
    }
}
