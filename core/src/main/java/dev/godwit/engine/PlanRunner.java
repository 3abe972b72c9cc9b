package dev.godwit.engine;

import dev.godwit.db.SqlFailure;
import dev.godwit.event.Event;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.host.CrashPoint;
import dev.godwit.migration.Applied;
import dev.godwit.model.Fingerprint;
import dev.godwit.plan.Direction;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.plan.PlannedStep;
import dev.godwit.plan.Step;
import dev.godwit.state.Execution;
import dev.godwit.state.Ledger;
import dev.godwit.state.Owed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries a plan out on a database whose lease is held: migration by migration, step by step, from wherever an earlier run
 * left off. Used by one thread.
 */
public final class PlanRunner {
    private final RunScope scope;
    private final Kinds kinds;
    private final Owed owed;
    private final RunLoop loop;

    public PlanRunner(RunScope scope, Kinds kinds) {
        this.scope = scope;
        this.kinds = kinds;
        this.owed = new Owed(scope.ledger(), scope.session());
        this.loop = new RunLoop(scope, owed);
    }

    /** Carries out the whole plan, or ends with the problem that stopped it. */
    public Outcome run(Plan plan) {
        try {
            Outcome outcome = carryOut(plan);
            if (outcome.problem().isEmpty()) {
                owed.settle();
                scope.host().crash().hit(CrashPoint.RUN_FINISHED);
            } else {
                settleAsFarAsPossible();
            }
            return outcome;
        } catch (GodwitException | SqlFailure e) {
            settleAsFarAsPossible();
            throw e;
        }
    }

    /** What ended the run is what is told; what could not be written down is found in the catalog by the next run. */
    private void settleAsFarAsPossible() {
        try {
            owed.settle();
        } catch (GodwitException | SqlFailure e) {
            scope.append(new Event.Noted("ledger", "the last result was not written down: " + e.getMessage()));
        }
    }

    private Outcome carryOut(Plan plan) {
        Map<String, Ledger.OpenExecution> open = scope.ledger().open(scope.session()).stream()
                .collect(Collectors.toMap(o -> o.execution().migration(), o -> o));
        List<PlannedMigration> due = due(plan, open.keySet());
        Numbers numbers = new Numbers(due.size());
        Map<String, List<PlannedStep>> steps = plan.stepsByMigration();
        for (PlannedMigration migration : due) {
            Work work = new Work(
                    migration,
                    steps.getOrDefault(migration.id(), List.of()),
                    Optional.ofNullable(open.get(migration.id())));
            Optional<Outcome> ended = runMigration(plan, work, numbers);
            if (ended.isPresent()) {
                return ended.get();
            }
        }
        if (due.isEmpty()) {
            return Outcome.done("nothing to do: an earlier run has carried out the whole plan");
        }
        return Outcome.done((due.size() == 1 ? "1 migration " : due.size() + " migrations ")
                + (plan.direction() == Direction.UP ? "applied" : "taken back"));
    }

    /** All but those that an earlier run of the same plan has brought to their end; what may be run again is. */
    private List<PlannedMigration> due(Plan plan, Set<String> open) {
        Map<String, Fingerprint> applied = scope.ledger().applied(scope.session()).stream()
                .collect(Collectors.toMap(Applied::id, Applied::checksum));
        return plan.migrations().stream()
                .filter(migration -> migration.recurrence() != PlannedMigration.Recurrence.ONCE
                        || open.contains(migration.id())
                        || (plan.direction() == Direction.UP
                                ? !migration.checksum().equals(applied.get(migration.id()))
                                : applied.containsKey(migration.id())))
                .toList();
    }

    /** A migration, its steps, and what an earlier run left open of it. */
    private record Work(PlannedMigration migration, List<PlannedStep> steps, Optional<Ledger.OpenExecution> open) {}

    private Optional<Outcome> runMigration(Plan plan, Work work, Numbers numbers) {
        PlannedMigration migration = work.migration();
        List<PlannedStep> steps = work.steps();
        Optional<Ledger.OpenExecution> open = work.open();
        MigrationRun run = new MigrationRun(scope, migration, steps, start(plan, migration, open, numbers));
        if (open.isPresent() && open.get().takingBack()) {
            return Optional.of(takeBack(run, interruptedTakeBack(migration)));
        }
        if (steps.isEmpty()) {
            run.recordEmpty();
        }
        for (PlannedStep step : steps) {
            if (run.isDone(step)) {
                continue;
            }
            Decision end = carryOut(step, run);
            if (end instanceof Decision.TakeBack takeBack) {
                return Optional.of(takeBackOrKeep(step, run, takeBack.problem()));
            }
            if (end instanceof Decision.End ended) {
                return Optional.of(Outcome.of(ended.problem()));
            }
        }
        scope.append(new Event.MigrationDone(migration.id(), plan.direction().name(), run.elapsed()));
        return Optional.empty();
    }

    private MigrationRun.Start start(
            Plan plan, PlannedMigration migration, Optional<Ledger.OpenExecution> open, Numbers numbers) {
        if (open.isEmpty()) {
            Execution execution = new Execution(numbers.next(), migration.id(), plan.direction(), migration.checksum());
            return new MigrationRun.Start(execution, false, Set.of(), owed);
        }
        Execution left = open.get().execution();
        if (left.direction() != plan.direction()) {
            throw Problem.of(
                            ErrorCode.LEDGER_WRONG,
                            migration.id() + " was left half-way " + left.direction() + " by run "
                                    + open.get().run())
                    .next(left.direction() == Direction.UP ? "godwit apply finishes it" : "godwit rollback finishes it")
                    .exception();
        }
        owed.settle();
        Execution adopted = scope.session()
                .ownTransaction(() -> scope.ledger()
                        .adopt(
                                scope.session(),
                                left,
                                migration.checksum(),
                                new Ledger.Adoption(scope.run(), scope.keeper().lease())));
        return new MigrationRun.Start(adopted, true, scope.ledger().stepsDone(scope.session(), adopted), owed);
    }

    private Decision carryOut(PlannedStep planned, MigrationRun run) {
        return carryOut(planned, kinds.of(planned.step()), run);
    }

    private <S extends Step> Decision carryOut(PlannedStep planned, ExecutableKind<S> kind, MigrationRun run) {
        if (!kind.beginsItself(kind.stepType().cast(planned.step()), scope.dialect())) {
            run.begin();
        }
        if (!kind.settlesItself()) {
            owed.settle();
        }
        return loop.carryOut(planned, kind, run).decision();
    }

    /** A guard cannot have taken back what nobody wrote an undo for: half a rollback would be worse than a checkpoint. */
    private Outcome takeBackOrKeep(PlannedStep step, MigrationRun run, Problem problem) {
        boolean keep = problem.code() == ErrorCode.GUARD_STOPPED && isIrreversible(step, kinds.of(step.step()));
        return keep
                ? Outcome.of(Problem.of(ErrorCode.GUARD_KEPT, problem.what())
                        .changed("everything up to the last checkpoint; it is kept"))
                : takeBack(run, problem);
    }

    private static <S extends Step> boolean isIrreversible(PlannedStep step, ExecutableKind<S> kind) {
        return kind.irreversible(kind.stepType().cast(step.step()));
    }

    private Outcome takeBack(MigrationRun run, Problem problem) {
        scope.append(new Event.RollbackStarted(problem.code().id(), problem.what()));
        run.begin();
        owed.settle();
        scope.ledger().takeBack(scope.session(), run.execution());
        List<String> remaining = undoAll(run);
        if (remaining.isEmpty()) {
            scope.ledger().abandon(scope.session(), run.execution());
        }
        String rest = String.join("\n", remaining);
        scope.append(new Event.RollbackEnded(remaining.isEmpty(), rest));
        return Outcome.takenBack(problem, rest);
    }

    /** What is left to do by hand, a line for each step; what an earlier step's undo dropped is not left. */
    private List<String> undoAll(MigrationRun run) {
        Map<PlannedStep, String> left = new LinkedHashMap<>();
        for (PlannedStep step : run.allLastFirst()) {
            String rest = undo(step, kinds.of(step.step()), run);
            if (rest.isEmpty()) {
                undone(step, run);
            } else {
                left.put(step, rest);
            }
        }
        List<String> remaining = new ArrayList<>();
        left.forEach((step, rest) -> {
            if (remains(step, kinds.of(step.step()), run)) {
                remaining.add(step.step().id() + ": " + rest);
            } else {
                undone(step, run);
            }
        });
        return remaining;
    }

    private void undone(PlannedStep step, MigrationRun run) {
        scope.ledger().stepUndone(scope.session(), run.execution(), step.step().id());
    }

    private <S extends Step> boolean remains(PlannedStep planned, ExecutableKind<S> kind, MigrationRun run) {
        try (StepRun step = kind.open(kind.stepType().cast(planned.step()), run.context(planned))) {
            return step.remains();
        } catch (GodwitException unknown) {
            // What cannot be looked at is not gone.
            return true;
        }
    }

    private <S extends Step> String undo(PlannedStep planned, ExecutableKind<S> kind, MigrationRun run) {
        try (StepRun step = kind.open(kind.stepType().cast(planned.step()), run.context(planned))) {
            String rest = step.undo();
            owed.settle();
            return rest;
        } catch (GodwitException e) {
            return e.getMessage();
        }
    }

    private static Problem interruptedTakeBack(PlannedMigration migration) {
        return Problem.of(ErrorCode.VERIFICATION_FAILED, migration.id() + " was left half applied, and is taken back");
    }

    /** Numbers for new executions, reserved in blocks so that a thousand small migrations need few round trips. */
    private final class Numbers {
        private static final int BLOCK = 500;
        private final java.util.ArrayDeque<Long> reserved = new java.util.ArrayDeque<>();
        private int wanted;

        Numbers(int wanted) {
            this.wanted = wanted;
        }

        long next() {
            if (reserved.isEmpty()) {
                int count = Math.max(1, Math.min(wanted, BLOCK));
                reserved.addAll(scope.ledger().reserve(scope.session(), count));
                wanted -= count;
            }
            return reserved.removeFirst();
        }
    }
}
