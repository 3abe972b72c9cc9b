package dev.godwit.steps;

import dev.godwit.engine.StepContext;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.UnitResult;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.state.LedgerWrites;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script on its way: one group of statements per unit. Where the whole script is one transaction, its verification, its
 * ledger rows and the migration's mark share that transaction. Used by one thread.
 */
final class SqlRun implements StepRun {
    private final SqlStep step;
    private final StepContext context;
    private final GroupRunner runner;
    private List<StatementGroup> groups;
    private int next;

    SqlRun(SqlStep step, StepContext context, List<StatementGroup> groups) {
        this.step = step;
        this.context = context;
        this.groups = groups;
        this.runner = new GroupRunner(context, step.script(), step.id(), step.locks());
    }

    @Override
    public UnitResult perform(double utilisation) {
        try {
            if (next == 0) {
                groups = runner.remaining(groups);
            }
            if (next == groups.size()) {
                return verifyAfterwards();
            }
            return performGroup(groups.get(next));
        } catch (GodwitException e) {
            return new UnitResult.Failed(e.problems().get(0));
        }
    }

    private UnitResult performGroup(StatementGroup group) {
        boolean last = next == groups.size() - 1;
        GroupRunner.Ending ending = last && group.transactional() ? this::endWithin : writes -> null;
        GroupRunner.Result result = runner.run(group, ending);
        if (result.notNow() != null) {
            return runner.budgetSpent() ? new UnitResult.Failed(result.notNow().problem()) : result.notNow();
        }
        if (result.refused() != null) {
            return new UnitResult.NotVerified(result.refused());
        }
        next++;
        if (!last) {
            return new UnitResult.More(Duration.ZERO);
        }
        return group.transactional() ? new UnitResult.Finished() : verifyAfterwards();
    }

    /** Within the last transaction, right before its commit: verification, then the ledger. */
    private @Nullable Problem endWithin(LedgerWrites writes) {
        Problem refused = Verification.run(context, step.id(), step.verify());
        if (refused == null) {
            context.complete(writes, runner.rows());
        }
        return refused;
    }

    private UnitResult verifyAfterwards() {
        if (step.verify() != null) {
            context.owed().settle(); // however long the verification takes
        }
        Problem refused = Verification.runReadOnly(context, step.id(), step.verify());
        return refused == null ? new UnitResult.Finished() : new UnitResult.NotVerified(refused);
    }

    @Override
    public String undo() {
        boolean touched = runner.touched();
        if (!touched) {
            return "";
        }
        if (step.undo() == null) {
            return "no down part; statements that took effect: " + runner.doneHeads();
        }
        return new Undo(step, context).run();
    }

    @Override
    public long rows() {
        return runner.rows();
    }

    @Override
    public void close() {
        runner.resetSession();
    }
}
