package dev.godwit.gate;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Direction;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlannedStep;
import dev.godwit.plan.StatementPlan;
import dev.godwit.sql.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that destroy rows, columns, objects or rights are wanted by a person, with a reason. Statements whose effect
 * cannot be read are noted, and in a protected environment treated alike. Taking a migration back destroys by its nature:
 * asking for it is the confirmation, unless the environment is protected. There only signed approvals count.
 */
public final class DestructiveGate implements Gate {
    @Override
    public String name() {
        return "destructive";
    }

    @Override
    public String asks() {
        return "destructive statements are approved, with a reason";
    }

    @Override
    public Answer answer(GateQuestion question) {
        List<String> destructive = statements(question.plan(), Verdict.GATE);
        List<String> opaque = statements(question.plan(), Verdict.ASK);
        List<String> blocking = blocking(question.plan(), question.policy());
        if (blocking.isEmpty()) {
            return opaque.isEmpty() && destructive.isEmpty()
                    ? new Answer.Passed("nothing is destroyed")
                    : new Answer.NotedAndPassed(text(destructive, opaque));
        }
        return approved(question, blocking);
    }

    /** The statements of a plan that do not run without an approval, for people. */
    public static List<String> blocking(Plan plan, GateQuestion.Policy policy) {
        boolean strict = policy.isProtected();
        boolean down = plan.direction() == Direction.DOWN;
        List<String> blocking = new ArrayList<>(down && !strict ? List.of() : statements(plan, Verdict.GATE));
        if (strict) {
            blocking.addAll(statements(plan, Verdict.ASK));
        }
        return blocking;
    }

    private static Answer approved(GateQuestion question, List<String> blocking) {
        String what = blocking.size() + (blocking.size() == 1 ? " statement needs" : " statements need") + " approval: "
                + String.join("; ", blocking);
        if (question.policy().isProtected()) {
            return SignedApprovals.answer(question, what);
        }
        return question.operator()
                .destructiveReason()
                .<Answer>map(reason -> new Answer.Passed("approved (" + reason + "): " + String.join("; ", blocking)))
                .orElseGet(() -> new Answer.Missing(Problem.of(ErrorCode.DESTRUCTIVE_NOT_APPROVED, what)));
    }

    private static String text(List<String> destructive, List<String> opaque) {
        List<String> all = new ArrayList<>(destructive);
        all.addAll(opaque);
        return String.join("; ", all);
    }

    private static List<String> statements(Plan plan, Verdict verdict) {
        List<String> found = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            for (StatementPlan statement : step.statements()) {
                if (statement.verdict() == verdict) {
                    found.add(step.migration() + " line " + statement.line() + ": "
                            + String.join(", ", statement.reasons()));
                }
            }
        }
        return found;
    }
}
