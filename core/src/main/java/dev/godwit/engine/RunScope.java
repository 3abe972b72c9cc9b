package dev.godwit.engine;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.Dialect;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.host.Host;
import dev.godwit.state.Checkpoints;
import dev.godwit.state.Ledger;
import dev.godwit.state.Runs;
import java.util.List;

/**
 * What one run works with.
 *
 * @param session the main session
 * @param observer a second one for looking while the main one is busy
 * @param meter looks at each statement
 */
public record RunScope(
        Host host,
        Dialect dialect,
        Database database,
        Session session,
        Session observer,
        LeaseKeeper keeper,
        Journal journal,
        Steering steering,
        Watch watch,
        Engine.Patience patience,
        StatementMeter meter) {

    /** A run that measures nothing. */
    public RunScope(
            Host host,
            Dialect dialect,
            Database database,
            Session session,
            Session observer,
            LeaseKeeper keeper,
            Journal journal,
            Steering steering,
            Watch watch,
            Engine.Patience patience) {
        this(
                host,
                dialect,
                database,
                session,
                observer,
                keeper,
                journal,
                steering,
                watch,
                patience,
                StatementMeter.none());
    }

    void append(Event event) {
        journal.append(event);
    }

    boolean leaseLost() {
        return keeper.lost();
    }

    Ledger ledger() {
        return new Ledger(dialect.control());
    }

    Checkpoints checkpoints() {
        return new Checkpoints(dialect.control());
    }

    List<Runs.Command> takeCommands() {
        return new Runs(dialect.control()).take(observer, journal.run().value());
    }

    String run() {
        return journal.run().value();
    }
}
