package dev.godwit.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may approve, and how many must. Each approval is held against all that can be wrong with it, and what is wrong is said.
 *
 * @param approvers by the configuration
 * @param required how many different approvers, 1 or more
 * @param fourEyes whether nobody who is involved (author, operator) counts as approver
 */
public record Quorum(List<Approver> approvers, int required, boolean fourEyes) {
    /** Nobody may approve. */
    public static final Quorum NOBODY = new Quorum(List.of(), 1, false);

    /** Clocks of two machines differ; an approval may be this much from the future. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    public Quorum {
        approvers = List.copyOf(approvers);
    }

    /**
     * What is to be approved.
     *
     * @param involved who wrote it or is about to run it
     */
    public record Request(Subject subject, Set<String> involved, Instant now) {}

    /**
     * An approval that is shown.
     *
     * @param spentBy the run that it was used up by; empty where it was not
     */
    public record Presented(Approval approval, Optional<String> spentBy) {}

    /**
     * What was found.
     *
     * @param counted one of each approver
     * @param faults a sentence for each approval that does not count
     */
    public record Finding(List<Approval> counted, List<String> faults) {
        public Finding {
            counted = List.copyOf(counted);
            faults = List.copyOf(faults);
        }
    }

    /** Holds what is shown against what is asked. */
    public Finding judge(Request request, List<Presented> presented) {
        Map<String, Approval> counted = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (Presented shown : presented) {
            Approval approval = shown.approval();
            fault(request, shown)
                    .ifPresentOrElse(
                            fault -> faults.add(
                                    "approval " + approval.id() + " of " + approval.approver() + " " + fault),
                            () -> counted.putIfAbsent(approval.approver(), approval));
        }
        return new Finding(List.copyOf(counted.values()), faults);
    }

    /** Whether enough approvers agree. */
    public boolean met(Finding finding) {
        return finding.counted().size() >= required;
    }

    /** Why it does not count; what depends on the signature is asked after the signature. */
    public Optional<String> fault(Request request, Presented shown) {
        Approval approval = shown.approval();
        List<Approver> named = approvers.stream()
                .filter(approver -> approver.name().equals(approval.approver()))
                .toList();
        if (named.isEmpty()) {
            return Optional.of("is signed by nobody whom the environment names as approver");
        }
        if (named.stream().noneMatch(approver -> approver.signed(approval.signed(), approval.signature()))) {
            return Optional.of("was changed after it was signed, or signed with another key");
        }
        return misdirected(request.subject(), approval.subject())
                .or(() -> untimely(request.now(), approval))
                .or(() -> shown.spentBy().map(run -> "was used already, by run " + run))
                .or(() -> fourEyes && request.involved().contains(approval.approver())
                        ? Optional.of("does not count here: who approves neither wrote it nor runs it")
                        : Optional.empty());
    }

    private static Optional<String> misdirected(Subject wanted, Subject approved) {
        if (!approved.server().equals(wanted.server())) {
            return Optional.of("is for another server, " + approved.server() + ", and this is " + wanted.server());
        }
        if (!approved.environment().equals(wanted.environment())) {
            return Optional.of(
                    "is for environment " + approved.environment() + ", and this is " + wanted.environment());
        }
        return approved.equals(wanted)
                ? Optional.empty()
                : Optional.of("is for another plan, " + approved.work().abbreviated() + " " + approved.direction()
                        + ", and this is " + wanted.work().abbreviated() + " " + wanted.direction());
    }

    private static Optional<String> untimely(Instant now, Approval approval) {
        if (!now.isBefore(approval.expires())) {
            return Optional.of("expired at " + approval.expires());
        }
        return approval.given().isAfter(now.plus(SKEW))
                ? Optional.of("is from the future, " + approval.given() + ": see the clocks")
                : Optional.empty();
    }
}
