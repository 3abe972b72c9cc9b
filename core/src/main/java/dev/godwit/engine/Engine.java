package dev.godwit.engine;

import dev.godwit.engine.RunState.Wish;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.guard.GuardVerdict;
import java.time.Duration;

/** Who decides the next action: one pure function. The loop around it is {@link RunLoop}. */
public final class Engine {
    /** Waiting is asked about anew this often, so that a wish or a calmer guard is seen at once. */
    static final Duration POLL = Duration.ofMillis(250);

    private Engine() {}

    /**
     * The next action. The order of the cases is the order of precedence: a stop before a wish, a wish before what the last
     * unit says, taking back before pausing.
     */
    public static Decision next(RunState state, GuardVerdict guards, Patience patience) {
        if (guards instanceof GuardVerdict.Stop stop) {
            return new Decision.End(Problem.of(ErrorCode.EMERGENCY_STOP, stop.reason())
                    .changed("everything up to the last checkpoint; it is kept"));
        }
        if (state.last().isPresent()) {
            UnitResult last = state.last().get();
            if (last instanceof UnitResult.Finished) {
                return new Decision.NextStep();
            }
            if (last instanceof UnitResult.Failed failed) {
                return new Decision.End(failed.problem());
            }
            if (last instanceof UnitResult.NotVerified refused) {
                return new Decision.TakeBack(refused.problem());
            }
        }
        if (state.wish().compareTo(Wish.STOP) >= 0) {
            return new Decision.End(ended(state.wish()));
        }
        if (guards instanceof GuardVerdict.RollBack rollBack) {
            return new Decision.TakeBack(Problem.of(ErrorCode.GUARD_STOPPED, rollBack.reason()));
        }
        return waitOrPerform(state, guards, patience);
    }

    /**
     * How long to wait before ending with a temporary failure.
     *
     * @param paused by a guard
     * @param locked out by another session, where the step has no budget of its own for its tries
     */
    public record Patience(Duration paused, Duration locked) {
        /** An hour for a guard; two minutes for a lock, as the budget of a statement's tries. */
        public static final Patience DEFAULT = new Patience(Duration.ofHours(1), Duration.ofMinutes(2));
    }

    private static Decision waitOrPerform(RunState state, GuardVerdict guards, Patience patience) {
        if (guards instanceof GuardVerdict.Closed closed) {
            return closed.waits()
                    ? new Decision.Wait("window", closed.reason(), POLL)
                    : new Decision.End(Problem.of(ErrorCode.WINDOW_ENDED, closed.reason())
                            .changed("everything up to the last checkpoint; it is kept"));
        }
        if (guards instanceof GuardVerdict.Pause pause) {
            return state.waited().compareTo(patience.paused()) < 0
                    ? new Decision.Wait("guard", pause.reason(), POLL)
                    : new Decision.End(Problem.of(ErrorCode.GUARD_PAUSED, pause.reason())
                            .changed("everything up to the last checkpoint; it is kept"));
        }
        if (state.wish() == Wish.PAUSE) {
            return new Decision.Wait("person", "paused from another terminal", POLL);
        }
        if (state.last().orElse(null) instanceof UnitResult.NotNow notNow
                && !notNow.bounded()
                && state.waited().compareTo(patience.locked()) >= 0) {
            return new Decision.End(notNow.problem());
        }
        double utilisation = guards instanceof GuardVerdict.Proceed proceed ? proceed.utilisation() : 1;
        return new Decision.Perform(utilisation);
    }

    private static Problem ended(Wish wish) {
        ErrorCode code = switch (wish) {
            case INTERRUPT -> ErrorCode.INTERRUPTED;
            case TERMINATE -> ErrorCode.TERMINATED;
            default -> ErrorCode.STOPPED_BY_REQUEST;
        };
        return Problem.of(code, code.title()).changed("everything up to the last checkpoint; it is kept");
    }
}
