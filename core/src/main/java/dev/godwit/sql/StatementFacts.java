package dev.godwit.sql;

import dev.godwit.model.TableName;
import java.util.List;
import java.util.Map;

/**
 * What reading a statement tells about it, without a server.
 *
 * @param kind the command in upper case, such as {@code ALTER TABLE}, {@code CREATE INDEX CONCURRENTLY}
 * @param verdict by effect
 * @param reasons why the verdict is not ALLOW, each a full clause that names the objects; empty for ALLOW
 * @param transactional false for a statement that the server refuses inside a transaction block, or commits the transaction for
 * @param locks the strongest lock taken on each existing table that the text names
 * @param work the heaviest work on existing data, assuming that the tables are not empty and no proof spares it
 * @param actions the parts of the statement that rules and probes look at, in order; empty where the text is not understood
 */
public record StatementFacts(
        String kind,
        Verdict verdict,
        List<String> reasons,
        boolean transactional,
        Map<TableName, LockLevel> locks,
        Work work,
        List<Action> actions) {
    public StatementFacts {
        reasons = List.copyOf(reasons);
        locks = Map.copyOf(locks);
        actions = List.copyOf(actions);
    }

    /** The strongest lock on any table. */
    public LockLevel strongestLock() {
        return locks.values().stream().reduce(LockLevel.NONE, LockLevel::max);
    }

    /** Whether it begins, ends or nests a transaction. */
    public boolean controlsTransaction() {
        return actions.stream().anyMatch(Action.TransactionControl.class::isInstance);
    }
}
