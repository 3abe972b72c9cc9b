package dev.godwit.state;

import dev.godwit.db.Session;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /**
     * The same, for a run that goes on from them: refuses what was not written by a run of this execution and step.
     *
     * @throws dev.godwit.fault.GodwitException GW-3009 with all that is wrong with them
     */
    public List<Checkpoint> readToResume(Session session, Execution execution, String step) {
        List<Checkpoint> stored = read(session, execution, step);
        List<String> seals = session.query(
                sql.sql("checkpoint.seals", "execution", execution.id(), "step", step), row -> row.text(1));
        List<String> wrong = new ArrayList<>();
        for (int part = 0; part < stored.size(); part++) {
            Checkpoint checkpoint = stored.get(part);
            if (checkpoint.worker() != part) {
                wrong.add("part " + part + " is missing");
                break;
            }
            if (!Seal.of(execution, step, checkpoint).equals(seals.get(part))) {
                wrong.add("part " + part + " at key " + (checkpoint.after() == null ? "(none)" : checkpoint.after())
                        + ", chunk " + checkpoint.chunks() + ", is not what a run wrote there");
            }
        }
        if (stored.isEmpty() && restore(session, execution, step).isPresent()) {
            wrong.add("all parts are missing, and the table is still set up for the backfill");
        }
        requireSound(step, wrong);
        return stored;
    }

    private static void requireSound(String step, List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw Problem.of(ErrorCode.LEDGER_WRONG, "the checkpoint of " + step + ": " + String.join("; ", wrong))
                    .changed("nothing by this run")
                    .next(
                            "bring godwit.checkpoint back from a backup of the same moment as the table; a walk from a wrong"
                                    + " key would leave rows out or write them twice")
                    .exception();
        }
    }

    /** Records the ranges of a backfill that begins; all workers in one transaction of the caller. */
    public void prepare(Session session, Execution execution, String step, List<Checkpoint> workers, Lease lease) {
        for (Checkpoint worker : workers) {
            session.write(sql.sql(
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
                    "seal",
                    Seal.of(execution, step, worker),
                    "token",
                    lease.token()));
        }
    }

    /**
     * Advances a worker, in the transaction that wrote the chunk's rows.
     *
     * @throws dev.godwit.fault.GodwitException GW-3006 where a later holder of the lease has taken over
     */
    public void advance(Session session, Execution execution, String step, Advance advance) {
        long updated = session.write(sql.sql(
                "checkpoint.advance",
                "execution",
                execution.id(),
                "step",
                step,
                "worker",
                advance.now().worker(),
                "to",
                KeyText.write(Objects.requireNonNull(advance.now().after())),
                "rows",
                advance.rows(),
                "seal",
                Seal.of(execution, step, advance.now()),
                "token",
                advance.lease().token()));
        Leases.requireHeld(updated == 1, advance.lease());
    }

    /**
     * One chunk's advance.
     *
     * @param now the checkpoint as it will be
     * @param rows that the chunk wrote
     */
    public record Advance(Checkpoint now, long rows, Lease lease) {}

    /** Remembers the statement that restores what a run is about to change, before it is changed. */
    public void rememberRestore(Session session, Execution execution, String step, String statement) {
        session.write(sql.sql("restore.remember", "execution", execution.id(), "step", step, "statement", statement));
    }

    /** The statement that restores what a run changed; empty where nothing is to be restored. */
    public Optional<String> restore(Session session, Execution execution, String step) {
        return session.first(sql.sql("restore.read", "execution", execution.id(), "step", step), row -> row.text(1));
    }

    /** Forgets it, after it was carried out. */
    public void forgetRestore(Session session, Execution execution, String step) {
        session.write(sql.sql("restore.forget", "execution", execution.id(), "step", step));
    }
}
