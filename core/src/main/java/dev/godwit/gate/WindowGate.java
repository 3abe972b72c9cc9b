package dev.godwit.gate;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Direction;
import dev.godwit.window.Windows;

/**
 * A run starts while a window of the environment is open. A rollback is what one needs most when something went wrong, at
 * whatever hour, so the clock does not hold it.
 */
public final class WindowGate implements Gate {
    @Override
    public String name() {
        return "window";
    }

    @Override
    public String asks() {
        return "a window of the environment is open, where it has any";
    }

    @Override
    public Answer answer(GateQuestion question) {
        Windows windows = question.policy().hours().windows();
        if (windows.always()) {
            return new Answer.Passed("at any time");
        }
        String seen = windows.describe(question.now());
        if (windows.open(question.now())) {
            return new Answer.Passed(seen);
        }
        if (question.plan().direction() == Direction.DOWN) {
            return new Answer.NotedAndPassed("a rollback waits for no window; " + seen);
        }
        return question.policy().hours().enforced()
                ? new Answer.Missing(
                        Problem.of(ErrorCode.OUTSIDE_WINDOW, question.policy().environment() + " is " + seen))
                : new Answer.NotedAndPassed(seen);
    }
}
