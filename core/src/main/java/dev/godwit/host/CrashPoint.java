package dev.godwit.host;

import java.util.EnumSet;
import java.util.Set;

/**
 * Every place at which a process may die with something durable half done. The kill test enumerates these, dies at each
 * (first, middle and last hit), resumes, and checks the five invariants.
 */
public enum CrashPoint {
    /** The run's row is written, nothing else. */
    RUN_RECORDED,
    /** The lease is taken, nothing is run. */
    LEASE_TAKEN,
    /** Inside the transaction of a transactional group, after its statements, before its ledger rows. */
    GROUP_EXECUTED,
    /** Inside the same transaction, after the ledger rows, before the commit. */
    GROUP_RECORDED,
    /** After the commit of a transactional group. */
    GROUP_COMMITTED,
    /** The intent of a statement outside transactions is durable; it has not been sent. */
    STATEMENT_INTENDED,
    /** A statement outside transactions took effect; its result is not recorded. */
    STATEMENT_EXECUTED,
    /** The result of a statement outside transactions is recorded. */
    STATEMENT_RECORDED,
    /** All groups of a migration are done; the migration is not yet marked as applied or undone. */
    MIGRATION_EXECUTED,
    /** The migration is marked. */
    MIGRATION_RECORDED,
    /** A backfill's high-water key and settings are recorded, no chunk has run. */
    BACKFILL_PREPARED,
    /** Inside a chunk's transaction, after its update. */
    CHUNK_WRITTEN,
    /** Inside a chunk's transaction, after the checkpoint's advance. */
    CHUNK_CHECKPOINTED,
    /** After a chunk's commit. */
    CHUNK_COMMITTED,
    /** A backfill's last chunk is done; settings are not restored. */
    BACKFILL_EXHAUSTED,
    /** A backfill's table settings are restored; the step is not marked as done. */
    BACKFILL_RESTORED,
    /** A verification was answered; its result is not recorded. */
    VERIFICATION_ANSWERED,
    /** The step is marked as done. */
    STEP_RECORDED,
    /** All steps are done; the run is not closed. */
    RUN_FINISHED,
    /** A chunk of a validation is compared; it is not written down. */
    CHUNK_COMPARED,
    /** A chunk of a validation and its differing keys are written down. */
    COMPARISON_CHECKPOINTED,
    /** All rows of a table that differed were looked at again; what they are is not written down. */
    DIFFERENCES_DECIDED,
    /** A table's differences are written down; others may follow. */
    DIFFERENCES_RECORDED,
    /** A validation has its verdict; it is not closed. */
    VERDICT_REACHED,
    /** A report file's temporary form is written and not renamed. */
    REPORT_WRITTEN;

    /** Those that runs of plans pass. */
    public static Set<CrashPoint> ofRuns() {
        return EnumSet.complementOf(EnumSet.range(CHUNK_COMPARED, VERDICT_REACHED));
    }

    /** Those that validations pass. */
    public static Set<CrashPoint> ofValidations() {
        return EnumSet.range(CHUNK_COMPARED, VERDICT_REACHED);
    }
}
