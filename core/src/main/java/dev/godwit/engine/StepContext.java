package dev.godwit.engine;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.Dialect;
import dev.godwit.event.Journal;
import dev.godwit.host.Host;
import dev.godwit.plan.Direction;
import dev.godwit.state.Checkpoints;
import dev.godwit.state.Execution;
import dev.godwit.state.Lease;
import dev.godwit.state.Ledger;

/**
 * What a step may use while it is carried out.
 *
 * @param database to open further sessions (workers, observers)
 * @param session the run's main session; in autocommit; the step's own while it performs
 * @param observer a second session for looking (blockers, explain, probes) while the main one is busy
 * @param execution this attempt to bring a migration up or down, which outlives a crash
 * @param completion records the step as done
 */
public record StepContext(
        Host host,
        Dialect dialect,
        Database database,
        Session session,
        Session observer,
        Ledger ledger,
        Checkpoints checkpoints,
        Lease lease,
        Journal journal,
        Execution execution,
        Direction direction,
        Completion completion) {

    /** Records that a step is done, and with its last step the migration. */
    @FunctionalInterface
    public interface Completion {
        /**
         * @param session where the record is written; within a transaction it becomes durable with the transaction
         */
        void record(Session session);
    }

    /** Records this step as done, within whatever transaction {@code session} is in. */
    public void complete(Session session) {
        completion.record(session);
    }
}
