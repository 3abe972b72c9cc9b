package dev.godwit.app.verb;

import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Dialect;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;

/** What it means that the server refused a statement of Godwit's own, on the control schema or the catalog. */
public final class OwnFailure {
    private OwnFailure() {}

    /** The problem in words; what was written stands in the ledger, as each such statement shares or precedes what it records. */
    public static Problem problem(SqlFailure failure, Dialect dialect) {
        return Problem.of(
                        code(failure, dialect),
                        failure.getMessage() + " [SQLSTATE " + failure.sqlState() + "] in a statement of Godwit's own")
                .changed("nothing that the ledger does not say");
    }

    private static ErrorCode code(SqlFailure failure, Dialect dialect) {
        if (dialect.lacksRights(failure)) {
            return ErrorCode.RIGHTS_MISSING;
        }
        return dialect.classify(failure)
                .match(
                        lost -> ErrorCode.CONNECTION_LOST,
                        contention -> ErrorCode.LOCK_NOT_GRANTED,
                        permanent -> ErrorCode.STATEMENT_FAILED,
                        ambiguous -> ErrorCode.CONNECTION_LOST);
    }
}
