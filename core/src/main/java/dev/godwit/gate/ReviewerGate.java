package dev.godwit.gate;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.PlannedMigration;
import java.util.List;

/** Who wrote a migration is not who applies it, where the environment insists on a second pair of eyes. */
public final class ReviewerGate implements Gate {
    @Override
    public String name() {
        return "reviewer";
    }

    @Override
    public String asks() {
        return "a person other than its author applies each migration";
    }

    @Override
    public Answer answer(GateQuestion question) {
        List<String> alone = question.plan().migrations().stream()
                .filter(migration -> migration.author() == null
                        || migration.author().equals(question.operator().name()))
                .map(PlannedMigration::id)
                .toList();
        if (alone.isEmpty()) {
            return new Answer.Passed(
                    "every author is another than " + question.operator().name());
        }
        if (question.typed() && !question.policy().reviewerRequired()) {
            return new Answer.Passed("typed on the command line, and no second person is required");
        }
        String text = "no author other than the operator: " + String.join(", ", alone);
        return question.policy().reviewerRequired()
                ? new Answer.Missing(Problem.of(ErrorCode.EVIDENCE_MISSING, text)
                        .next(
                                question.typed()
                                        ? "write it as a plan into the folder of migrations, and let another person apply it"
                                        : "let another person apply it, and name the author in the header"))
                : new Answer.NotedAndPassed(text);
    }
}
