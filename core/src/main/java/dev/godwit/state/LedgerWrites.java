package dev.godwit.state;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.godwit.db.Session;
import dev.godwit.plan.Direction;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the ledger that become durable together, collected and then sent in one round trip: a small migration costs
 * more round trips than work. Nothing reaches the server before {@link #send}. Used by one thread, once.
 */
public final class LedgerWrites {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SqlBook sql;
    private final List<Sql> statements = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private @Nullable Begun begun;

    /** The execution that began last in these writes, and where. */
    private record Begun(int at, Execution execution, String run) {}

    /** What the rows of statements next to each other must sum up to. */
    private record Check(int from, int to, LongConsumer rows) {}

    LedgerWrites(SqlBook control) {
        this.sql = control;
    }

    /** Begins an execution. */
    public LedgerWrites begin(Execution execution, String run) {
        begun = new Begun(statements.size(), execution, run);
        return add(begun("execution.begin", execution, run));
    }

    private Sql begun(String statement, Execution execution, String run) {
        return sql.sql(
                statement,
                "execution",
                execution.id(),
                "migration",
                execution.migration(),
                "direction",
                execution.direction().name(),
                "checksum",
                execution.checksum().hex(),
                "run",
                run);
    }

    /** Records that a statement is about to be sent. */
    public LedgerWrites intend(Execution execution, String step, Ledger.Intent intent) {
        return add(sql.sql(
                "statement.intend",
                "execution",
                execution.id(),
                "step",
                step,
                "ordinal",
                intent.ordinal(),
                "attempt",
                intent.attempt(),
                "checksum",
                Ledger.checksum(intent.text()),
                "head",
                Ledger.head(intent.text()),
                "run",
                intent.run()));
    }

    /** Records how an intended statement ended. */
    public LedgerWrites finish(Execution execution, String step, Ledger.Result result) {
        return add(sql.sql(
                "statement.finish",
                "state",
                result.state(),
                "millis",
                result.elapsed().toNanos() / 1e6,
                "rows",
                result.rows(),
                "sqlstate",
                result.sqlState(),
                "message",
                result.message(),
                "execution",
                execution.id(),
                "step",
                step,
                "ordinal",
                result.ordinal(),
                "attempt",
                result.attempt()));
    }

    /** Records the statements of a group that is about to commit. */
    public LedgerWrites statements(Execution execution, String step, Ledger.GroupRecord group) {
        ArrayNode rows = JSON.createArrayNode();
        for (Ledger.DoneStatement statement : group.statements()) {
            rows.addObject()
                    .put("ordinal", statement.ordinal())
                    .put("attempt", statement.attempt())
                    .put("checksum", Ledger.checksum(statement.text()))
                    .put("head", Ledger.head(statement.text()))
                    .put("millis", statement.elapsed().toNanos() / 1e6)
                    .put("rows_written", statement.rows());
        }
        return add(sql.sql(
                "statement.record",
                "execution",
                execution.id(),
                "step",
                step,
                "run",
                group.run(),
                "rows",
                rows.toString()));
    }

    /** Records a step as done. */
    public LedgerWrites stepDone(Execution execution, Ledger.StepRecord step) {
        return add(sql.sql(
                "step.record",
                "execution",
                execution.id(),
                "step",
                step.id(),
                "kind",
                step.kind(),
                "run",
                step.run(),
                "rows",
                step.rows()));
    }

    /** Marks the migration as applied (or, downwards, as not applied any more) and closes the execution. */
    public LedgerWrites migrationDone(Execution execution, PlannedMigration migration, Ledger.MigrationRecord record) {
        if (migration.recurrence() == PlannedMigration.Recurrence.AD_HOC) {
            return done(execution);
        }
        if (execution.direction() == Direction.DOWN) {
            add(sql.sql("migration.forget", "migration", migration.id()));
        } else {
            add(recordMigration(execution, migration, record), rows -> requireRecorded(rows, migration));
        }
        return done(execution);
    }

    /** An execution that begins and ends in these writes is written once. */
    private LedgerWrites done(Execution execution) {
        if (begun == null || !begun.execution().equals(execution)) {
            return end(execution, "done");
        }
        statements.set(begun.at(), begun("execution.done", execution, begun.run()));
        return this;
    }

    /** Closes an execution. */
    LedgerWrites end(Execution execution, String state) {
        return add(sql.sql("execution.end", "state", state, "execution", execution.id()));
    }

    /** Right before a commit: {@link #send} throws GW-3006 where a later holder has taken the lease over. */
    public LedgerWrites fence(Lease lease) {
        return add(
                sql.statements("lease.fence", "name", lease.name(), "token", lease.token()),
                rows -> Leases.requireHeld(rows > 0, lease));
    }

    /** How far the writes are, to come back to before they are sent. */
    record Mark(int statements, int checks) {}

    Mark mark() {
        return new Mark(statements.size(), checks.size());
    }

    /** Takes out what was added since; nothing of it may be the beginning of an execution. */
    void backTo(Mark mark) {
        statements.subList(mark.statements(), statements.size()).clear();
        checks.subList(mark.checks(), checks.size()).clear();
    }

    /** Whether there is nothing to send. */
    boolean isEmpty() {
        return statements.isEmpty();
    }

    /** Sends all of them, in order, within the caller's transaction; where there is none, in one of their own. */
    public void send(Session session) {
        if (statements.isEmpty()) {
            return;
        }
        if (session.inTransaction()) {
            sendWithin(session);
        } else if (statements.size() == 1 && checks.isEmpty()) {
            session.own(() -> session.together(statements));
        } else {
            session.ownTransaction(() -> sendWithin(session));
        }
    }

    private List<Long> sendWithin(Session session) {
        List<Long> rows = session.together(statements);
        for (Check check : checks) {
            check.rows()
                    .accept(rows.subList(check.from(), check.to()).stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
        return rows;
    }

    private LedgerWrites add(Sql statement) {
        statements.add(statement);
        return this;
    }

    private LedgerWrites add(List<Sql> together, LongConsumer check) {
        checks.add(new Check(statements.size(), statements.size() + together.size(), check));
        statements.addAll(together);
        return this;
    }

    private static void requireRecorded(long rows, PlannedMigration migration) {
        if (rows == 0) {
            throw new IllegalStateException(migration.id() + " is applied already");
        }
    }

    private List<Sql> recordMigration(Execution execution, PlannedMigration migration, Ledger.MigrationRecord record) {
        return sql.statements(
                migration.recurrence() == PlannedMigration.Recurrence.REPEATABLE
                        ? "migration.repeat"
                        : "migration.record",
                "migration",
                migration.id(),
                "description",
                migration.description(),
                "checksum",
                migration.checksum().hex(),
                "token_checksum",
                migration.tokenChecksum().hex(),
                "irreversible",
                migration.irreversible(),
                "source",
                migration.source(),
                "ticket",
                migration.ticket(),
                "author",
                migration.author(),
                "reason",
                migration.reason(),
                "execution",
                execution.id(),
                "run",
                record.run(),
                "millis",
                record.elapsed().toNanos() / 1e6);
    }
}
