package dev.godwit.gate;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Direction;
import dev.godwit.plan.PlannedMigration;
import java.util.List;

/** Every migration has a way back; one without is taken back only when a person says so. */
public final class RollbackGate implements Gate {
    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public String asks() {
        return "every migration has a down part";
    }

    @Override
    public Answer answer(GateQuestion question) {
        if (question.typed()) {
            return new Answer.Passed(
                    "typed on the command line: it is not listed as applied, so nothing takes it back");
        }
        List<String> without = question.plan().migrations().stream()
                .filter(PlannedMigration::irreversible)
                .map(PlannedMigration::id)
                .toList();
        if (without.isEmpty()) {
            return new Answer.Passed("every migration has a down part");
        }
        String text = "no down part: " + String.join(", ", without);
        if (question.plan().direction() == Direction.DOWN && question.policy().isProtected()) {
            return SignedApprovals.answer(question, text + "; only the ledger would change");
        }
        if (question.plan().direction() == Direction.DOWN) {
            return question.operator()
                    .destructiveReason()
                    .<Answer>map(
                            reason -> new Answer.NotedAndPassed(text + " (" + reason + "); only the ledger changes"))
                    .orElseGet(() -> new Answer.Missing(Problem.of(ErrorCode.DOWN_MISSING, text)));
        }
        return question.policy().isProtected()
                ? new Answer.Missing(
                        Problem.of(ErrorCode.EVIDENCE_MISSING, text).next("write a down part"))
                : new Answer.NotedAndPassed(text);
    }
}
