package dev.godwit.steps;

import dev.godwit.engine.StepContext;
import dev.godwit.engine.UnitResult;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.time.Duration;
import java.util.List;

/** Runs a step's down part while its migration is taken back, with the same ladder and the same ledger of statements. */
final class Undo {
    private final SqlStep step;
    private final StepContext context;

    Undo(SqlStep step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    /** Returns what remains to be done by hand; empty where all is taken back. */
    String run() {
        SqlStep.Script script = java.util.Objects.requireNonNull(step.undo());
        StatementGroups.Result parsed =
                StatementGroups.of(script, step.transaction(), context.dialect().scripts());
        if (!parsed.problems().isEmpty()) {
            return parsed.problems().get(0).what();
        }
        GroupRunner runner = new GroupRunner(context, script, step.id() + "~undo", step.locks());
        runner.takeBack();
        try {
            return runAll(runner, runner.remaining(parsed.groups()), script);
        } catch (GodwitException e) {
            return remaining(script, e.problems().get(0));
        }
    }

    private String runAll(GroupRunner runner, List<StatementGroup> groups, SqlStep.Script script) {
        for (StatementGroup group : groups) {
            GroupRunner.Result result = runner.run(group, writes -> null);
            while (result.notNow() != null) {
                UnitResult.NotNow wait = result.notNow();
                if (runner.budgetSpent()) {
                    return remaining(script, wait.problem());
                }
                pause(wait.retryAfter());
                result = runner.run(group, writes -> null);
            }
        }
        return "";
    }

    private void pause(Duration duration) {
        context.host().time().pause(duration);
    }

    private static String remaining(SqlStep.Script script, Problem problem) {
        return problem.what() + "; what remains of " + script.source() + " from line " + script.firstLine()
                + " is to be run by hand";
    }
}
