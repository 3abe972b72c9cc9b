package dev.godwit.plan;

import static dev.godwit.plan.Field.Type.DURATION;
import static dev.godwit.plan.Field.Type.OBJECT;
import static dev.godwit.plan.Field.Type.PERCENT;
import static dev.godwit.plan.Field.Type.TEXTS;
import static dev.godwit.plan.Field.Type.WHOLE_NUMBER;

import java.util.List;

/** The limits of the guards: the same keys in {@code godwit.yaml}, with defaults, and in a plan, without. */
public final class GuardFields {
    private GuardFields() {}

    /** With the defaults. */
    public static List<Field> withDefaults() {
        return List.of(
                limits("replica_lag", "how far the slowest replica may be behind", DURATION, "5s", "30s"),
                limits(
                        "p95_latency",
                        "how much slower than the baseline 95 of 100 queries may be",
                        PERCENT,
                        "20%",
                        "25%"),
                Field.optional("error_rate", PERCENT, "failed statements on the affected tables before a rollback")
                        .defaultsTo("1%"),
                Field.optional(
                                "failed_batches",
                                WHOLE_NUMBER,
                                "batches that fail one after the other before a rollback")
                        .between(1, 100)
                        .defaultsTo("3"),
                limits("disk", "how full a disk may be", PERCENT, "85%", "90%"),
                Field.optional("old_snapshot", DURATION, "how old the oldest snapshot may be before the run waits")
                        .defaultsTo("10m"),
                Field.optional(
                                "old_versions",
                                WHOLE_NUMBER,
                                "how many old versions of rows the server may have to remove before the run waits;"
                                        + " MySQL and MariaDB count them (history list length)")
                        .between(1_000, 1_000_000_000)
                        .defaultsTo("1000000"),
                Field.optional(
                        "canaries", TEXTS, "queries whose latency is watched; chosen from the plan where left out"));
    }

    /** Without defaults: only what is given counts. */
    public static List<Field> overrides() {
        return withDefaults().stream().map(GuardFields::withoutDefault).toList();
    }

    private static Field limits(String name, String description, Field.Type type, String pause, String rollback) {
        return Field.optional(name, OBJECT, description)
                .with(
                        Field.optional("pause", type, "the run waits from here on")
                                .defaultsTo(pause),
                        Field.optional("rollback", type, "the run is taken back from here on")
                                .defaultsTo(rollback));
    }

    private static Field withoutDefault(Field field) {
        List<Field> within =
                field.fields().stream().map(GuardFields::withoutDefault).toList();
        return new Field(
                field.name(),
                field.type(),
                field.required(),
                null,
                field.description(),
                field.minimum(),
                field.maximum(),
                field.choices(),
                within);
    }
}
