package dev.godwit.state;

import dev.godwit.db.Session;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Applied;
import dev.godwit.model.Fingerprint;
import dev.godwit.plan.Direction;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.sql.SqlBook;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is applied, and what is under way, statement by statement. Stateless; every write joins the caller's transaction, so
 * that it becomes durable together with what it records wherever the server can do that.
 */
public final class Ledger {
    private static final int HEAD_LENGTH = 200;

    private final SqlBook sql;

    public Ledger(SqlBook control) {
        this.sql = control;
    }

    /** A line of {@code status}. */
    public record AppliedLine(
            String id,
            String description,
            Instant appliedAt,
            String appliedBy,
            String run,
            Duration elapsed,
            boolean irreversible,
            @Nullable String ticket) {}

    /** An execution that has begun and not ended; {@code takingBack} when it is being undone and that must end first. */
    public record OpenExecution(Execution execution, String run, Instant since, boolean takingBack) {}

    /**
     * The last attempt of a statement.
     *
     * @param state {@code intended} (outcome unknown), {@code done} or {@code failed}
     */
    public record Attempt(int ordinal, int attempt, String checksum, String head, String state) {}

    /** A statement that took effect, to be recorded with its group. */
    public record DoneStatement(int ordinal, int attempt, String text, Duration elapsed, long rows) {}

    /** Writes that share a transaction, to be collected and sent in one round trip. */
    public LedgerWrites writes() {
        return new LedgerWrites(sql);
    }

    /** What is applied, in order; 5,000 rows in one round trip, without sources. */
    public List<Applied> applied(Session session) {
        return session.query(
                sql.sql("migration.applied"),
                row -> new Applied(
                        row.text(1),
                        sum(row.text(1), row.text(2)),
                        sum(row.text(1), row.text(3)),
                        row.number(4),
                        row.flag(5)));
    }

    /** What is no sum was not written by us: the ledger was changed by hand. */
    private static Fingerprint sum(String migration, String text) {
        try {
            return new Fingerprint(text);
        } catch (IllegalArgumentException damaged) {
            throw Problem.of(
                            ErrorCode.LEDGER_WRONG,
                            "the checksum that the ledger keeps of " + migration + " is damaged")
                    .next("restore the row of godwit.migration or godwit.execution from a backup")
                    .exception();
        }
    }

    /** The same for people. */
    public List<AppliedLine> list(Session session) {
        return session.query(
                sql.sql("migration.list"),
                row -> new AppliedLine(
                        row.text(1),
                        row.text(2),
                        row.instant(3),
                        row.text(4),
                        row.text(5),
                        Duration.ofNanos(Math.round(orZero(row.fractionOrNull(6)) * 1e6)),
                        row.flag(7),
                        row.textOrNull(8)));
    }

    /** The source of an applied migration, as it was when it was applied. */
    public Optional<String> source(Session session, String migration) {
        return session.first(sql.sql("migration.source", "migration", migration), row -> row.text(1));
    }

    /** Every execution that has begun and not ended, oldest first. */
    public List<OpenExecution> open(Session session) {
        return session.query(
                sql.sql("execution.all-open"),
                row -> new OpenExecution(
                        new Execution(
                                row.number(1),
                                row.text(2),
                                Direction.valueOf(row.text(3)),
                                sum(row.text(2), row.text(4))),
                        row.text(5),
                        row.instant(6),
                        row.flag(7)));
    }

    /** Reserves numbers for executions, so that one can be begun within the transaction that also ends it. */
    public List<Long> reserve(Session session, int count) {
        return session.own(
                () -> session.query(sql.statements("execution.reserve", "count", count), row -> row.number(1)));
    }

    /** Takes over an execution that an earlier run left open; its zombies are fenced from here on. */
    public Execution adopt(Session session, Execution execution, Fingerprint checksum, Adoption adoption) {
        session.write(sql.sql(
                "execution.adopt", "checksum", checksum.hex(), "run", adoption.run(), "execution", execution.id()));
        session.write(sql.sql("checkpoint.claim", "token", adoption.lease().token(), "execution", execution.id()));
        return new Execution(execution.id(), execution.migration(), execution.direction(), checksum);
    }

    /** Who takes an execution over. */
    public record Adoption(String run, Lease lease) {}

    /** Closes an execution without marking the migration: it was taken back or given up. */
    public void abandon(Session session, Execution execution) {
        writes().end(execution, "abandoned").send(session);
    }

    /** From here on the execution is undone, whoever goes on with it. */
    public void takeBack(Session session, Execution execution) {
        session.write(sql.sql("execution.take-back", "execution", execution.id()));
    }

    /** A step of an execution that is being taken back is undone. */
    public void stepUndone(Session session, Execution execution, String step) {
        session.write(sql.sql("step.forget", "execution", execution.id(), "step", step));
    }

    /** The steps of an execution that are done. */
    public Set<String> stepsDone(Session session, Execution execution) {
        return new HashSet<>(session.query(sql.sql("step.done", "execution", execution.id()), row -> row.text(1)));
    }

    /** A step that is done. */
    public record StepRecord(String id, String kind, String run, long rows) {}

    /** How a migration was carried out. */
    public record MigrationRecord(String run, Duration elapsed) {}

    /** The last attempt of each statement of a step, in order. */
    public List<Attempt> attempts(Session session, Execution execution, String step) {
        return session.query(
                sql.sql("statement.latest", "execution", execution.id(), "step", step),
                row -> new Attempt(
                        Math.toIntExact(row.number(1)),
                        Math.toIntExact(row.number(2)),
                        row.text(3),
                        row.text(4),
                        row.text(5)));
    }

    /** Writes down, durably when the caller is in autocommit, that a statement is about to be sent. */
    public void intend(Session session, Execution execution, String step, Intent intent) {
        writes().intend(execution, step, intent).send(session);
    }

    /** A statement about to be sent; {@code ordinal} from 1, {@code attempt} one more than that of {@link #attempts}. */
    public record Intent(int ordinal, int attempt, String text, String run) {}

    /** Writes down how an intended statement ended. */
    public void finish(Session session, Execution execution, String step, Result result) {
        writes().finish(execution, step, result).send(session);
    }

    /** The end of an intended statement; {@code state} is {@code done} or {@code failed}. */
    public record Result(
            int ordinal,
            int attempt,
            String state,
            Duration elapsed,
            long rows,
            @Nullable String sqlState,
            @Nullable String message) {}

    /** The statements of a group that is about to commit. */
    public record GroupRecord(String run, List<DoneStatement> statements) {}

    /**
     * A statement that was sent and whose result nobody wrote down.
     *
     * @param step its step's id
     */
    public record Doubt(Execution execution, String step, Attempt attempt, String run) {}

    /** All of them; those of a run that is under way are among them. */
    public List<Doubt> inDoubt(Session session) {
        return session.query(
                sql.sql("statement.in-doubt"),
                row -> new Doubt(
                        new Execution(
                                row.number(1),
                                row.text(2),
                                Direction.valueOf(row.text(3)),
                                sum(row.text(2), row.text(4))),
                        row.text(5),
                        new Attempt(
                                Math.toIntExact(row.number(6)),
                                Math.toIntExact(row.number(7)),
                                row.text(4),
                                row.text(8),
                                "intended"),
                        row.text(9)));
    }

    /** What a run changed for its own sake and has not set back. */
    public record Unrestored(String migration, String step, String statement, String run) {}

    /** All of it; that of a run that is under way is among it. */
    public List<Unrestored> unrestored(Session session) {
        return session.query(
                sql.sql("restore.all"), row -> new Unrestored(row.text(1), row.text(2), row.text(3), row.text(4)));
    }

    /** Repair: the file as it is now becomes the truth. */
    public void realign(Session session, PlannedMigration migration) {
        session.write(sql.sql(
                "migration.realign",
                "checksum",
                migration.checksum().hex(),
                "token_checksum",
                migration.tokenChecksum().hex(),
                "source",
                migration.source(),
                "migration",
                migration.id()));
    }

    /** Repair: marks a migration as not applied without running anything. */
    public void forget(Session session, String migration) {
        session.write(sql.sql("migration.forget", "migration", migration));
    }

    /** The hash of one statement, by which an edited file is told from the one that was begun. */
    public static String checksum(String statement) {
        return Fingerprint.of(statement.replace("\r\n", "\n").replace('\r', '\n'))
                .hex();
    }

    /** The start of a statement on one line. */
    public static String head(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() <= HEAD_LENGTH ? line : line.substring(0, HEAD_LENGTH - 3) + "...";
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
