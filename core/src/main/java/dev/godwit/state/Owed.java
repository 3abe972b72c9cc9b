package dev.godwit.state;

import dev.godwit.db.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the ledger is owed: what happened on a session and is not written down yet. On a server where each statement of DDL is
 * a commit of its own, the result of one, the end of its migration, the beginning of the next and the intent of its first
 * statement are one commit instead of four. What is owed is settled before the next statement is sent, before every wait, and
 * before the run ends; a run that dies earlier leaves an intent without a result, for which it looks at the catalog. Used by
 * one thread.
 */
public final class Owed {
    private final Ledger ledger;
    private final Session session;
    private final List<Runnable> afterwards = new ArrayList<>();
    private LedgerWrites writes;

    /** @param session of the run, outside transactions whenever this settles */
    public Owed(Ledger ledger, Session session) {
        this.ledger = ledger;
        this.session = session;
        this.writes = ledger.writes();
    }

    /** The writes that are owed, to be added to. */
    public LedgerWrites writes() {
        return writes;
    }

    /** Runs {@code act} once all that is owed now is durable; at once where nothing is. */
    public void then(Runnable act) {
        if (writes.isEmpty()) {
            act.run();
        } else {
            afterwards.add(act);
        }
    }

    /**
     * Makes all of it durable, in one commit; what cannot be written stays owed.
     *
     * @throws dev.godwit.fault.GodwitException GW-3006 where it ends with a fence and the lease is lost
     */
    public void settle() {
        if (writes.isEmpty()) {
            return;
        }
        writes.send(session);
        writes = ledger.writes();
        List<Runnable> acts = List.copyOf(afterwards);
        afterwards.clear();
        acts.forEach(Runnable::run);
    }

    /** The same together with {@code last}, which is not owed where that fails: nobody will act upon it. */
    public void settleWith(Consumer<LedgerWrites> last) {
        LedgerWrites.Mark before = writes.mark();
        last.accept(writes);
        try {
            settle();
        } catch (RuntimeException e) {
            writes.backTo(before);
            throw e;
        }
    }
}
