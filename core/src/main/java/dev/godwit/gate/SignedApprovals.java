package dev.godwit.gate;

import dev.godwit.approval.Quorum;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a protected environment takes for an approval: enough signatures of those whom it names. Pure. */
public final class SignedApprovals {
    private SignedApprovals() {}

    /** The approvals that count for this question. */
    public static Quorum.Finding counted(GateQuestion question) {
        Set<String> involved = new HashSet<>(Set.of(question.operator().name()));
        question.plan().migrations().forEach(migration -> {
            if (migration.author() != null) {
                involved.add(migration.author());
            }
        });
        Quorum.Request request = new Quorum.Request(question.approvals().subject(), involved, question.now());
        return question.policy().quorum().judge(request, question.approvals().presented());
    }

    /**
     * Whether enough have signed.
     *
     * @param what needs approval, one sentence
     */
    static Answer answer(GateQuestion question, String what) {
        Quorum quorum = question.policy().quorum();
        Quorum.Finding finding = counted(question);
        if (quorum.met(finding)) {
            return new Answer.Passed(finding.counted().stream()
                            .map(approval -> "approved by " + approval.approver() + " (" + approval.id() + ": "
                                    + approval.reason() + ")")
                            .collect(Collectors.joining(", "))
                    + "; " + what);
        }
        List<String> told = new ArrayList<>(List.of(what));
        told.addAll(finding.faults());
        told.add(finding.counted().size() + " of " + quorum.required() + " signed approvals are there");
        ErrorCode code =
                finding.faults().isEmpty() ? ErrorCode.DESTRUCTIVE_NOT_APPROVED : ErrorCode.APPROVAL_NOT_COUNTED;
        return new Answer.Missing(Problem.of(code, String.join("; ", told)).next(next(question)));
    }

    private static String next(GateQuestion question) {
        String environment = question.policy().environment();
        return question.policy().quorum().approvers().isEmpty()
                ? "godwit approve --new-key NAME, and name the key under environments." + environment + ".approvers"
                : "write the plan with --out plan.json; then let "
                        + question.policy().quorum().approvers().stream()
                                .map(approver -> approver.name())
                                .distinct()
                                .collect(Collectors.joining(" or "))
                        + " type: godwit approve plan.json --env " + environment;
    }
}
