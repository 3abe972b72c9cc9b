package dev.godwit.app.cli;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
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

    /** The end after a no. */
    static int refused() {
        throw Problem.of(ErrorCode.ANSWER_NO, "not done, as answered").exception();
    }
}
