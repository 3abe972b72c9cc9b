package dev.godwit.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be done, in order, on one database. Immutable. Its JSON form is canonical, and its hash is the SHA-256 of that.
 *
 * @param name for people
 * @param environment the name in the configuration, or the database's name
 * @param serverIdentity system identifier and database that it was made for, as {@code identifier/database}
 * @param catalog fingerprint entries at the time of planning, key to abbreviated hash of the definition
 * @param migrations those that the steps belong to, in order
 */
public record Plan(
        String name,
        Direction direction,
        String environment,
        String serverIdentity,
        Map<String, String> catalog,
        List<PlannedMigration> migrations,
        List<PlannedStep> steps) {
    public Plan {
        catalog = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(catalog));
        migrations = List.copyOf(migrations);
        steps = List.copyOf(steps);
    }

    /** The migration of that id. */
    public PlannedMigration migration(String id) {
        return migrations.stream()
                .filter(migration -> migration.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not in this plan: " + id));
    }

    /** The steps of every migration that has any; for who goes through all of them. */
    public Map<String, List<PlannedStep>> stepsByMigration() {
        return steps.stream().collect(Collectors.groupingBy(PlannedStep::migration));
    }

    /** The steps of a migration. */
    public List<PlannedStep> stepsOf(String migration) {
        return steps.stream().filter(step -> step.migration().equals(migration)).toList();
    }
}
