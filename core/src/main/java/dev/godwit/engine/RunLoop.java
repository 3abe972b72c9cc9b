package dev.godwit.engine;

import dev.godwit.engine.RunState.Wish;
import dev.godwit.event.Event;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.guard.GuardVerdict;
import dev.godwit.host.CrashPoint;
import dev.godwit.plan.PlannedStep;
import dev.godwit.plan.Step;
import dev.godwit.state.Owed;
import dev.godwit.state.Runs;
import java.time.Duration;
import java.util.Optional;

/**
 * Carries one step out: asks the guards and the person, lets {@link Engine#next} decide, acts, and asks again. There is no
 * second loop. Used by one thread.
 */
final class RunLoop {
    /** Commands from other terminals are looked for this often. */
    private static final Duration COMMANDS = Duration.ofSeconds(1);

    private final RunScope scope;
    private final Owed owed;
    private long lastLook;

    /** @param owed settled before every wait */
    RunLoop(RunScope scope, Owed owed) {
        this.scope = scope;
        this.owed = owed;
        this.lastLook = scope.host().time().nanos();
    }

    /** How a step ended: {@code decision} is NextStep, TakeBack or End. */
    record StepEnd(Decision decision, long rows) {}

    /** Carries a step out from wherever an earlier run left it. */
    <S extends Step> StepEnd carryOut(PlannedStep planned, ExecutableKind<S> kind, MigrationRun migration) {
        S step = kind.stepType().cast(planned.step());
        long began = scope.host().time().nanos();
        scope.append(new Event.StepStarted(planned.migration(), step.id(), kind.name(), migration.resumed()));
        StepEnd end;
        try (StepRun run = kind.open(step, migration.context(planned))) {
            end = drive(run);
        } catch (GodwitException e) {
            end = new StepEnd(new Decision.End(e.problems().get(0)), 0);
        }
        if (end.decision() instanceof Decision.NextStep) {
            migration.recordIfNotYet(planned, end.rows());
            owed.then(() -> scope.host().crash().hit(CrashPoint.STEP_RECORDED));
        }
        scope.append(new Event.StepEnded(
                planned.migration(), step.id(), name(end.decision()), elapsedSince(began), end.rows()));
        return end;
    }

    private StepEnd drive(StepRun run) {
        Optional<UnitResult> last = Optional.empty();
        Waiting waiting = new Waiting(scope);
        while (true) {
            look(run);
            RunState state =
                    new RunState(last, waiting.elapsed(), scope.steering().wish());
            Decision decision = Engine.next(state, verdict(), scope.patience());
            if (decision instanceof Decision.Perform perform) {
                last = Optional.of(perform(run, perform, waiting));
            } else if (decision instanceof Decision.Wait wait) {
                owed.settle();
                waiting.on(wait);
                scope.host().time().pause(wait.duration());
            } else {
                waiting.end();
                return new StepEnd(decision, run.rows());
            }
        }
    }

    private UnitResult perform(StepRun run, Decision.Perform perform, Waiting waiting) {
        UnitResult result = run.perform(perform.utilisation());
        if (result instanceof UnitResult.NotNow notNow) {
            owed.settle();
            waiting.on(new Decision.Wait("lock", notNow.problem().what(), notNow.retryAfter()));
            scope.host().time().pause(notNow.retryAfter());
            return result;
        }
        waiting.end();
        if (result instanceof UnitResult.More more) {
            rest(more.rest());
        } else if (result instanceof UnitResult.FailedUnit failed) {
            rest(failed.retryAfter());
        }
        return result;
    }

    /** A rest is cut short by a wish to end. */
    private void rest(Duration duration) {
        if (!duration.isZero()) {
            owed.settle();
        }
        long end = scope.host().time().nanos() + duration.toNanos();
        while (scope.steering().wish().compareTo(Wish.STOP) < 0) {
            long left = end - scope.host().time().nanos();
            if (left <= 0) {
                return;
            }
            scope.host().time().pause(Duration.ofNanos(Math.min(left, Engine.POLL.toNanos())));
        }
    }

    private GuardVerdict verdict() {
        if (scope.leaseLost()) {
            return new GuardVerdict.Stop("another run has taken over the lease");
        }
        return scope.watch().verdict();
    }

    /** Takes the commands that other terminals left. */
    private void look(StepRun run) {
        if (elapsedSince(lastLook).compareTo(COMMANDS) < 0) {
            return;
        }
        lastLook = scope.host().time().nanos();
        for (Runs.Command command : scope.takeCommands()) {
            switch (command.verb()) {
                case "pause" -> ask(Wish.PAUSE, command);
                case "resume" -> ask(Wish.GO_ON, command);
                case "stop" -> ask(Wish.STOP, command);
                default -> adjust(run, command);
            }
        }
    }

    private void ask(Wish wish, Runs.Command command) {
        scope.steering().ask(wish);
        scope.append(new Event.Noted(command.verb(), "asked for by " + command.givenBy()));
    }

    private void adjust(StepRun run, Runs.Command command) {
        try {
            boolean known = run.adjust(command.name(), command.value());
            scope.append(
                    known
                            ? new Event.SettingChanged(command.name(), command.value(), command.givenBy())
                            : new Event.Noted("set", "this step has no setting " + command.name()));
        } catch (GodwitException refused) {
            Problem problem = refused.problems().get(0);
            scope.append(new Event.Noted("set", "refused: " + problem.what()));
        }
    }

    private Duration elapsedSince(long nanos) {
        return Duration.ofNanos(scope.host().time().nanos() - nanos);
    }

    private static String name(Decision decision) {
        if (decision instanceof Decision.NextStep) {
            return "done";
        }
        return decision instanceof Decision.TakeBack ? "taken back" : "ended";
    }
}
