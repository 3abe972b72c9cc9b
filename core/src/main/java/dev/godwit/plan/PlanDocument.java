package dev.godwit.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a YAML plan says: operations, not yet planned against a database.
 *
 * @param guards limits that differ from the configuration's, for this plan; only those that it names
 * @param steps in order; at least one
 */
public record PlanDocument(
        String name,
        @Nullable String reason,
        @Nullable String author,
        @Nullable String ticket,
        List<String> dependsOn,
        Values guards,
        List<PhasedStep> steps) {
    /** A step with the phase that it belongs to. */
    public record PhasedStep(Phase phase, Step step) {}

    public PlanDocument {
        dependsOn = List.copyOf(dependsOn);
        steps = List.copyOf(steps);
    }
}
