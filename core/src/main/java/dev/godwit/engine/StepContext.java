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
import dev.godwit.state.LedgerWrites;
import dev.godwit.state.Owed;

/**
 * What a step may use while it is carried out.
 *
 * @param database to open further sessions (workers, observers)
 * @param session the run's main session; in autocommit; the step's own while it performs
 * @param observer a second session for looking (blockers, explain, probes) while the main one is busy
 * @param execution this attempt to bring a migration up or down, which outlives a crash
 * @param recorder records the beginning and the end
 * @param meter looks at each statement
 * @param owed what the ledger is owed, for steps that say {@link ExecutableKind#settlesItself}
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
        Recorder recorder,
        StatementMeter meter,
        Owed owed) {

    /** A step whose statements nobody measures. */
    public StepContext(
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
            Recorder recorder) {
        this(
                host,
                dialect,
                database,
                session,
                observer,
                ledger,
                checkpoints,
                lease,
                journal,
                execution,
                direction,
                recorder,
                StatementMeter.none(),
                new Owed(ledger, session));
    }

    /** Records the beginning of an execution and the end of a step, where and when the step wants it. */
    public interface Recorder {
        /** Records the execution as begun unless it is; for steps that say {@link ExecutableKind#beginsItself}. */
        void begin(LedgerWrites writes);

        /** Records this step as done, and with the last step the migration. */
        void complete(LedgerWrites writes, long rows);

        /** Whether nothing of this step can stand in the ledger yet, so that nobody needs to look. */
        default boolean untouched() {
            return false;
        }
    }

    /** Records the execution as begun unless it is, with the other {@code writes}. */
    public void begin(LedgerWrites writes) {
        recorder.begin(writes);
    }

    /** Records this step as done, with the other {@code writes}. */
    public void complete(LedgerWrites writes, long rows) {
        recorder.complete(writes, rows);
    }

    /** Records this step as done, within whatever transaction {@code session} is in. */
    public void complete(Session session, long rows) {
        LedgerWrites writes = ledger.writes();
        complete(writes, rows);
        writes.send(session);
    }

    /** Whether nothing of this step can stand in the ledger yet. */
    public boolean untouched() {
        return recorder.untouched();
    }

    /** The name of the run. */
    public String run() {
        return journal.run().value();
    }
}
