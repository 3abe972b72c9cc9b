package dev.godwit.gate;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.PlannedMigration;
import java.util.List;

/** Every migration names its change ticket, where the environment insists. */
public final class TicketGate implements Gate {
    @Override
    public String name() {
        return "ticket";
    }

    @Override
    public String asks() {
        return "every migration names a change ticket";
    }

    @Override
    public Answer answer(GateQuestion question) {
        List<String> without = question.plan().migrations().stream()
                .filter(migration -> migration.ticket() == null)
                .map(PlannedMigration::id)
                .toList();
        if (without.isEmpty()) {
            return new Answer.Passed("every migration names a ticket");
        }
        if (question.typed() && !question.policy().ticketRequired()) {
            return new Answer.Passed("typed on the command line without one, and none is required");
        }
        String text = "no ticket: " + String.join(", ", without);
        return question.policy().ticketRequired()
                ? new Answer.Missing(Problem.of(ErrorCode.EVIDENCE_MISSING, text)
                        .next(question.typed() ? "--ticket ID" : "add a header line -- ticket: ID"))
                : new Answer.NotedAndPassed(text);
    }
}
