package dev.godwit.state;

import dev.godwit.db.Session;
import dev.godwit.model.Key;
import dev.godwit.sql.SqlBook;
import java.util.List;
import java.util.Optional;

/** Where backfills stand. Every write joins the caller's transaction and carries the lease's token. */
public final class Checkpoints {
    private final SqlBook sql;

    public Checkpoints(SqlBook control) {
        this.sql = control;
    }

    /** The workers of a step, in order; empty where the backfill has not been prepared. */
    public List<Checkpoint> read(Session session, Execution execution, String step) {
        return session.query(
                sql.sql("checkpoint.read", "execution", execution.id(), "step", step),
                row -> new Checkpoint(
                        Math.toIntExact(row.number(1)),
                        KeyText.readOrNull(row.textOrNull(2)),
                        KeyText.read(row.text(3)),
                        row.number(4),
                        row.number(5)));
    }

    /** Records the ranges of a backfill that begins; all workers in one transaction of the caller. */
    public void prepare(Session session, Execution execution, String step, List<Checkpoint> workers, Lease lease) {
        for (Checkpoint worker : workers) {
            session.update(sql.sql(
                    "checkpoint.prepare",
                    "execution",
                    execution.id(),
                    "step",
                    step,
                    "worker",
                    worker.worker(),
                    "after",
                    worker.after() == null ? null : KeyText.write(worker.after()),
                    "up_to",
                    KeyText.write(worker.upTo()),
                    "token",
                    lease.token()));
        }
    }

    /**
     * Advances a worker, in the transaction that wrote the chunk's rows.
     *
     * @param to the chunk's upper bound
     * @param rows that the chunk wrote
     * @throws dev.godwit.fault.GodwitException GW-3006 where a later holder of the lease has taken over
     */
    public void advance(Session session, Execution execution, String step, Advance advance) {
        long updated = session.update(sql.sql(
                "checkpoint.advance",
                "execution",
                execution.id(),
                "step",
                step,
                "worker",
                advance.worker(),
                "to",
                KeyText.write(advance.to()),
                "rows",
                advance.rows(),
                "token",
                advance.lease().token()));
        Leases.requireHeld(updated == 1, advance.lease());
    }

    /** One chunk's advance. */
    public record Advance(int worker, Key to, long rows, Lease lease) {}

    /** Remembers the statement that restores what a run is about to change, before it is changed. */
    public void rememberRestore(Session session, Execution execution, String step, String statement) {
        session.update(sql.sql("restore.remember", "execution", execution.id(), "step", step, "statement", statement));
    }

    /** The statement that restores what a run changed; empty where nothing is to be restored. */
    public Optional<String> restore(Session session, Execution execution, String step) {
        return session.first(sql.sql("restore.read", "execution", execution.id(), "step", step), row -> row.text(1));
    }

    /** Forgets it, after it was carried out. */
    public void forgetRestore(Session session, Execution execution, String step) {
        session.update(sql.sql("restore.forget", "execution", execution.id(), "step", step));
    }
}
