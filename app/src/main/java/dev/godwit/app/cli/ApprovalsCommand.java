package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.app.verb.ApprovalEvidence;
import dev.godwit.app.verb.Target;
import dev.godwit.approval.Approval;
import dev.godwit.approval.Quorum.Presented;
import dev.godwit.approval.Quorum.Request;
import dev.godwit.approval.Subject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code godwit approvals}. */
@Command(name = "approvals", description = "lists the approvals kept in the database, and whether each still counts")
final class ApprovalsCommand implements Callable<Integer> {
    private final Godwit root;

    ApprovalsCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        try (Target target = new Settings(root).target()) {
            List<Presented> kept = new ApprovalEvidence(target).latest();
            if (root.json()) {
                Documents.print(root, json(target, kept));
            } else if (kept.isEmpty()) {
                root.terminal().out().println("no approvals");
            } else {
                kept.forEach(one -> root.terminal().out().println("  " + line(target, one)));
            }
            return 0;
        }
    }

    private String line(Target target, Presented one) {
        Approval approval = one.approval();
        return approval.id() + "  " + approval.subject().work().abbreviated() + " "
                + approval.subject().direction() + "  by " + approval.approver() + "  until " + approval.expires()
                + "  "
                + state(target, one) + "  " + approval.reason();
    }

    private ObjectNode json(Target target, List<Presented> kept) {
        ObjectNode document = JsonMapper.builder().build().createObjectNode();
        ArrayNode list = document.put("schema", "godwit.approvals/1").putArray("approvals");
        for (Presented one : kept) {
            Approval approval = one.approval();
            list.addObject()
                    .put("id", approval.id())
                    .put("work", approval.subject().work().hex())
                    .put("environment", approval.subject().environment())
                    .put("direction", approval.subject().direction())
                    .put("approver", approval.approver())
                    .put("reason", approval.reason())
                    .put("given", approval.given().toString())
                    .put("expires", approval.expires().toString())
                    .put("state", state(target, one));
        }
        return document;
    }

    /** Whether it counts for the plan that it is about; who runs that plan is not known yet. */
    private String state(Target target, Presented one) {
        Subject about = one.approval().subject();
        Subject here = new Subject(
                about.work(),
                target.policy().environment(),
                target.identity().systemIdentifier() + "/" + target.identity().database(),
                about.direction(),
                about.phases());
        Request request =
                new Request(here, Set.of(), root.wiring().host().time().now());
        return target.policy().quorum().fault(request, one).orElse("counts");
    }
}
