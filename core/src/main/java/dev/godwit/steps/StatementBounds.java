package dev.godwit.steps;

import dev.godwit.dialect.Locks;
import dev.godwit.sql.Action;
import dev.godwit.sql.Sql;
import dev.godwit.sql.StatementFacts;
import java.time.Duration;
import java.util.List;

/** How long statements may wait and take, as settings of the run's session. */
record StatementBounds(Locks locks, SqlStep.LockSettings settings) {
    /** For a group's statements. */
    List<Sql> of(StatementGroup group) {
        return locks.bounds(
                group.transactional()
                        ? settings.timeout()
                        : wait(group.members().get(0)),
                settings.statementTimeout());
    }

    /**
     * For what Godwit itself sends behind a statement that was alone: a long wait, or a short time, is the statement's only.
     * Empty where its bounds fit ours too, which saves a round trip for each.
     */
    List<Sql> ofOurOwnAfter(StatementGroup.Member member) {
        Duration time = settings.statementTimeout();
        boolean fit = wait(member).compareTo(LockLadder.OWN_WAIT) <= 0
                && (time.isZero() || time.compareTo(LockLadder.OWN_WAIT) >= 0);
        return fit ? List.of() : locks.bounds(LockLadder.OWN_WAIT, LockLadder.OWN_TIME);
    }

    private Duration wait(StatementGroup.Member alone) {
        return mayWait(alone.facts()) ? LockLadder.CONCURRENT_WAIT : settings.timeout();
    }

    /** A wait behind which readers or writers queue is short, inside a transaction and outside; but a detachment ends half-way. */
    private static boolean mayWait(StatementFacts facts) {
        return !facts.strongestLock().blocksApplication()
                || facts.actions().stream()
                        .anyMatch(action -> action instanceof Action.DetachPartition detach && detach.concurrently());
    }
}
