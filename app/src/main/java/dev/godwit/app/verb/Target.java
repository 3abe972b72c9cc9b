package dev.godwit.app.verb;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.SameServer;
import dev.godwit.dialect.ServerIdentity;
import dev.godwit.gate.GateQuestion;
import dev.godwit.gate.GateQuestion.Policy;
import dev.godwit.state.ControlSchema;
import dev.godwit.state.EvidenceStore;
import java.util.Optional;

/**
 * The database that a verb works on, opened: who it says it is, and what its environment insists on. Used by one thread.
 *
 * @param session for looking; the run opens its own
 */
public record Target(Database database, Dialect dialect, Session session, ServerIdentity identity, Policy policy)
        implements AutoCloseable {

    /** Opens a session and asks the server who it is. */
    public static Target open(Database database, Dialect dialect, Policy policy) {
        Session session = database.open("godwit");
        try {
            return new Target(database, dialect, session, dialect.catalog().identity(session), policy);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** The same under other demands. */
    public Target under(Policy other) {
        return new Target(database, dialect, session, identity, other);
    }

    /** The same for one run: a session that reaches another server is refused. */
    public Target pinned() {
        return new Target(new SameServer(database, dialect, session), dialect, session, identity, policy);
    }

    /** Whether the ledger is there; reads only. */
    public boolean hasLedger() {
        return new ControlSchema(dialect.control()).installed(session);
    }

    /** Makes sure that the ledger is there. */
    public void installLedger() {
        new ControlSchema(dialect.control()).install(session);
    }

    /** Evidence of rehearsals, from the control schema; none where there is no ledger. */
    public GateQuestion.Rehearsals rehearsals() {
        return checksum -> hasLedger()
                ? new EvidenceStore(dialect.control())
                        .latest(session, RehearsalEvidence.KIND, checksum)
                        .flatMap(RehearsalEvidence::read)
                : Optional.empty();
    }

    /** The server in one line. */
    public String describe() {
        return identity.database() + " @ " + database.displayName() + " (" + dialect.product(identity) + ")";
    }

    @Override
    public void close() {
        session.close();
    }
}
