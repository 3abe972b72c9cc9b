package dev.godwit.app.verb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.approval.Approval;
import dev.godwit.approval.Quorum.Presented;
import dev.godwit.approval.Subject;
import dev.godwit.gate.GateQuestion;
import dev.godwit.state.EvidenceStore;
import dev.godwit.state.EvidenceStore.Evidence;
import dev.godwit.state.Runs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Approvals as evidence in the database that they are about, and which run used each of them. A run that is done, or was
 * taken back, has used its approvals up; one that was interrupted or failed goes on with them.
 */
public final class ApprovalEvidence {
    private static final String KIND = "approval";
    private static final String USE = "approval-use";
    /** Outcomes of a run after which its approvals are spent. */
    private static final Set<String> FINAL = Set.of("done", "rolled_back", "rollback_incomplete");
    /** As many are listed. */
    private static final int MOST_LISTED = 200;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Target target;
    private final EvidenceStore store;

    public ApprovalEvidence(Target target) {
        this.target = target;
        this.store = new EvidenceStore(target.dialect().control());
    }

    /** Keeps an approval for the run that it is for. */
    public void store(Approval approval) {
        target.installLedger();
        store.add(target.session(), KIND, approval.subject().work().hex(), body("text", approval.text()));
    }

    /**
     * What gates are shown: those that are kept about this subject, and those that were given by hand, each once.
     *
     * @param given files that a person named
     */
    public GateQuestion.Approvals about(Subject subject, List<Approval> given) {
        Map<String, Approval> approvals = new LinkedHashMap<>();
        if (target.hasLedger()) {
            store.all(target.session(), KIND, subject.work().hex()).stream()
                    .map(ApprovalEvidence::read)
                    .forEach(approval -> approvals.put(approval.text(), approval));
        }
        given.forEach(approval -> approvals.put(approval.text(), approval));
        return new GateQuestion.Approvals(
                subject, approvals.values().stream().map(this::presented).toList());
    }

    /** The latest that are kept, newest first. */
    public List<Presented> latest() {
        return target.hasLedger()
                ? store.ofKind(target.session(), KIND, MOST_LISTED).stream()
                        .map(ApprovalEvidence::read)
                        .map(this::presented)
                        .toList()
                : List.of();
    }

    /** Writes down, before anything is run, that a run uses these approvals; those given by hand are kept with it. */
    public void use(List<Approval> approvals, String run) {
        target.session().ownTransaction(() -> {
            for (Approval approval : approvals) {
                store.add(target.session(), USE, approval.id(), body("run", run, "text", approval.text()));
            }
            return run;
        });
    }

    private Presented presented(Approval approval) {
        return new Presented(approval, target.hasLedger() ? spentBy(approval.id()) : Optional.empty());
    }

    private Optional<String> spentBy(String id) {
        Runs runs = new Runs(target.dialect().control());
        return store.all(target.session(), USE, id).stream()
                .map(use -> tree(use).path("run").asText())
                .filter(run -> runs.find(target.session(), run)
                        .filter(line -> FINAL.contains(line.outcome()))
                        .isPresent())
                .findFirst();
    }

    private static Approval read(Evidence evidence) {
        return Approval.parse(tree(evidence).path("text").asText(), "the evidence in the control schema");
    }

    private static String body(String... pairs) {
        var body = JSON.createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            body.put(pairs[i], pairs[i + 1]);
        }
        return body.toString();
    }

    private static JsonNode tree(Evidence evidence) {
        try {
            return JSON.readTree(evidence.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence in the control schema is damaged", e);
        }
    }
}
