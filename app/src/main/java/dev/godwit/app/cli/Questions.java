package dev.godwit.app.cli;

import dev.godwit.app.verb.Target;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.gate.Answer;
import dev.godwit.gate.DestructiveGate;
import dev.godwit.gate.EnvironmentGate;
import dev.godwit.gate.GateQuestion.Operator;
import dev.godwit.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Questions to a person, answered beforehand by --yes, and never asked where nobody sits. */
final class Questions {
    private Questions() {}

    /**
     * Shows what would be done and asks.
     *
     * @throws dev.godwit.fault.GodwitException GW-1010 where nobody can answer and --yes is missing
     */
    static boolean agreed(Godwit root, String shown, String question) {
        if (root.yes) {
            return true;
        }
        root.terminal().err().print(shown);
        Optional<String> answer = root.terminal().ask(question + " [y/N]");
        if (answer.isEmpty()) {
            throw Problem.of(ErrorCode.NO_TERMINAL, "nobody can answer: " + question)
                    .next("--yes")
                    .exception();
        }
        return answer.get().toLowerCase(Locale.ROOT).startsWith("y");
    }

    /**
     * Lets a person type the name of a protected environment, where somebody sits there and no flag has typed it.
     *
     * @throws dev.godwit.fault.GodwitException exit code 4 where the server is not the one that is meant
     */
    static void confirmServer(Godwit root, Target target, Operator operator) {
        Optional<String> wanted = EnvironmentGate.nameToType(target.identity(), target.policy());
        Optional<String> typed = operator.confirmed();
        if (wanted.isPresent() && typed.isEmpty()) {
            typed = root.terminal()
                    .ask("This is " + EnvironmentGate.seen(target.identity()) + ". Type " + wanted.get()
                            + " to change it:");
            typed.ifPresent(name -> root.confirm = name);
        }
        Operator confirmed = new Operator(operator.name(), typed, operator.destructiveReason());
        if (EnvironmentGate.answer(target.identity(), target.policy(), confirmed) instanceof Answer.Missing missing) {
            throw missing.problem().exception();
        }
    }

    /** Asks why destructive statements are wanted, where somebody sits there and no flag has said so. */
    static Operator approveDestructive(Godwit root, Target target, Plan plan, Operator operator) {
        List<String> blocking = DestructiveGate.blocking(plan, target.policy());
        if (blocking.isEmpty()
                || operator.destructiveReason().isPresent()
                || target.policy().isProtected()
                || !root.terminal().interactive()) {
            return operator;
        }
        blocking.forEach(statement -> root.tell("destructive: " + statement));
        Optional<String> reason = root.terminal()
                .ask("Why is this wanted? (Enter alone: not wanted)")
                .filter(text -> !text.isBlank());
        return new Operator(operator.name(), operator.confirmed(), reason);
    }

    /** The end after a no. */
    static GodwitException refused() {
        return Problem.of(ErrorCode.ANSWER_NO, "not done, as answered").exception();
    }
}
