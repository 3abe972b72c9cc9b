package dev.godwit.approval;

import dev.godwit.model.Fingerprint;
import dev.godwit.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What an approval is about.
 *
 * @param work hash of what is to be done, see {@link dev.godwit.plan.PlanJson#work}
 * @param environment the name in the configuration
 * @param server system identifier and database, by the server's own word
 * @param direction {@code up} or {@code down}
 * @param phases that the work belongs to, in order, such as {@code contract}
 */
public record Subject(Fingerprint work, String environment, String server, String direction, List<String> phases) {
    public Subject {
        phases = List.copyOf(phases);
    }

    /**
     * What an approval of this plan is about.
     *
     * @param work the hash of its work
     */
    public static Subject of(Plan plan, Fingerprint work) {
        Stream<String> phases = plan.steps().stream()
                .map(step -> step.phase().name())
                .distinct()
                .sorted();
        return new Subject(
                work,
                plan.environment(),
                plan.serverIdentity(),
                plan.direction().name().toLowerCase(Locale.ROOT),
                phases.map(phase -> phase.toLowerCase(Locale.ROOT)).toList());
    }
}
