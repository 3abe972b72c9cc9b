package dev.godwit.gate;

import dev.godwit.approval.Quorum;
import dev.godwit.approval.Subject;
import dev.godwit.config.Environment.Hours;
import dev.godwit.dialect.ServerIdentity;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlannedMigration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What gates look at.
 *
 * @param server by its own word, read in this run
 * @param policy what the environment insists on
 * @param operator what the person gave on the command line
 * @param rehearsals evidence of rehearsals
 * @param approvals that people signed
 * @param now the moment at which the run is to start
 */
public record GateQuestion(
        Plan plan,
        ServerIdentity server,
        Policy policy,
        Operator operator,
        Rehearsals rehearsals,
        Approvals approvals,
        Instant now) {

    /** The migrations that somebody wrote into a file; what is typed on the command line has no header to ask. */
    List<PlannedMigration> filed() {
        return plan.migrations().stream()
                .filter(migration -> migration.recurrence() != PlannedMigration.Recurrence.AD_HOC)
                .toList();
    }

    /** Whether all of the plan was typed on the command line. */
    boolean typed() {
        return filed().isEmpty() && !plan.migrations().isEmpty();
    }

    /**
     * What an environment insists on.
     *
     * @param environment its name
     * @param isProtected whether a missing safeguard stops a run
     * @param systemIdentifier what the server must call itself; empty where the configuration does not say
     * @param ticketRequired whether each migration must name a ticket
     * @param reviewerRequired whether each migration must name an author other than the operator
     * @param rehearsalRequired whether each migration must have been rehearsed, as in a protected environment
     * @param rehearsalAge how old a rehearsal may be
     * @param hours when it may be changed
     * @param quorum whose approvals count, where it is protected
     */
    public record Policy(
            String environment,
            boolean isProtected,
            Optional<String> systemIdentifier,
            boolean ticketRequired,
            boolean reviewerRequired,
            boolean rehearsalRequired,
            Duration rehearsalAge,
            Hours hours,
            Quorum quorum) {}

    /**
     * What the person gave.
     *
     * @param confirmed the name typed with --confirm
     * @param destructiveReason why destructive statements are wanted
     */
    public record Operator(String name, Optional<String> confirmed, Optional<String> destructiveReason) {}

    /**
     * Signed approvals.
     *
     * @param subject what is to be approved
     * @param presented all that are about it, and those that were given by hand
     */
    public record Approvals(Subject subject, List<Quorum.Presented> presented) {
        public Approvals {
            presented = List.copyOf(presented);
        }
    }

    /** Finds the latest successful rehearsal of a migration. */
    @FunctionalInterface
    public interface Rehearsals {
        /** By the migration's checksum. */
        Optional<Rehearsal> of(String checksum);
    }

    /** A rehearsal that succeeded: up, down and up again gave the same catalog. */
    public record Rehearsal(Duration age, Duration rollback) {}
}
