package dev.godwit.event;

import dev.godwit.model.KeyRange;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. Past tense, immutable, without secrets and without row data (key bounds of chunks are
 * the one exception, and they are what an operator needs).
 */
public sealed interface Event {

    record RunStarted(
            String verb,
            String planName,
            String planHash,
            String environment,
            String server,
            List<String> migrations,
            int steps,
            boolean resumed)
            implements Event {}

    record RunEnded(String outcome, int exitCode, Duration elapsed, String summary) implements Event {}

    /** A gate was asked; {@code passed} false means that the run does not start. {@code skipped} names a noted absence. */
    record GateAnswered(String gate, boolean passed, boolean skipped, String evidence) implements Event {}

    record StepStarted(String migration, String step, String kind, boolean resumed) implements Event {}

    record StepEnded(String migration, String step, String outcome, Duration elapsed, long rows) implements Event {}

    /** A statement took effect. {@code ordinal} from 1 of {@code count}. */
    record StatementDone(
            String migration,
            String step,
            int ordinal,
            int count,
            String head,
            Duration elapsed,
            long rows,
            String lock)
            implements Event {}

    /** A statement failed and will not be tried again in this run. */
    record StatementFailed(
            String migration, String step, int ordinal, String head, String sqlState, String message, int line)
            implements Event {}

    /** A lock was not granted in time; another try follows, or the run pauses. */
    record LockWaitEnded(String migration, String step, int attempt, Duration waited, List<String> blockers)
            implements Event {}

    /** A statement in doubt was looked up. */
    record StatementProbed(String migration, String step, int ordinal, String found) implements Event {}

    /** A migration is applied or taken back, and its ledger row says so. */
    record MigrationDone(String migration, String direction, Duration elapsed) implements Event {}

    /** A backfill knows its work. */
    record BackfillPrepared(
            String step,
            String table,
            String key,
            long estimatedRows,
            @Nullable String highWater,
            int workers) implements Event {}

    record ChunkDone(
            String step,
            int worker,
            KeyRange range,
            long rowsScanned,
            long rowsWritten,
            Duration elapsed,
            long nextChunkRows,
            double fraction)
            implements Event {}

    record ChunkFailed(String step, int worker, KeyRange range, String sqlState, String message, int consecutive)
            implements Event {}

    /**
     * A signal was read. Not every sample: those that changed a verdict, and one each ten seconds. {@code limit} and
     * {@code baseline} (while nothing of ours ran) are NaN where there is none.
     */
    record SignalRead(String guard, double value, String unit, double limit, double baseline, String text)
            implements Event {}

    record Throttled(String guard, String reason) implements Event {}

    /** The wait is over; {@code elapsed} counts towards that guard's time. */
    record ThrottleEnded(String guard, Duration elapsed) implements Event {}

    record Paused(String cause, String reason) implements Event {}

    record Resumed(String cause, Duration elapsed) implements Event {}

    /** A person changed a running run from another terminal. */
    record SettingChanged(String name, String value, String by) implements Event {}

    record VerificationDone(String step, String check, boolean passed, String found, Duration elapsed)
            implements Event {}

    record RollbackStarted(String cause, String reason) implements Event {}

    record RollbackEnded(boolean complete, String remaining) implements Event {}

    /** Something that a person should know and that changes nothing: a safeguard that was noted and passed. */
    record Noted(String subject, String text) implements Event {}
}
