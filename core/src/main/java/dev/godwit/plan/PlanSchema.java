package dev.godwit.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of a YAML plan: what {@code godwit schema plan} prints. Pure. */
public final class PlanSchema {
    private PlanSchema() {}

    /** For plans made of those kinds of steps. */
    public static String of(List<? extends StepKind<?>> kinds) {
        Map<String, Object> plan = FieldSchema.block(PlanReader.topFields());
        Map<String, Object> properties = new LinkedHashMap<>(properties(plan));
        Map<String, Object> steps = new LinkedHashMap<>();
        steps.put("type", "array");
        steps.put("minItems", 1);
        steps.put("description", "what is done, in order");
        steps.put("items", step(kinds));
        properties.put("steps", steps);
        plan.put("properties", properties);
        return FieldSchema.document("https://godwit.dev/schema/plan-1.json", "A plan of Godwit", plan);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Map<String, Object> block) {
        return (Map<String, Object>) block.getOrDefault("properties", Map.of());
    }

    private static Map<String, Object> step(List<? extends StepKind<?>> kinds) {
        Map<String, Object> step = FieldSchema.block(PlanReader.stepFields());
        Map<String, Object> properties = new LinkedHashMap<>(properties(step));
        List<Object> choices = new ArrayList<>();
        for (StepKind<?> kind : kinds) {
            properties.put(kind.name(), kind(kind));
            choices.add(Map.of("required", List.of(kind.name())));
        }
        step.put("properties", properties);
        step.put("oneOf", choices);
        return step;
    }

    private static Map<String, Object> kind(StepKind<?> kind) {
        Map<String, Object> block = FieldSchema.block(kind.fields());
        Map<String, Object> schema = PlanReader.onlyRequired(kind)
                .map(only ->
                        new LinkedHashMap<String, Object>(Map.of("anyOf", List.of(FieldSchema.field(only), block))))
                .orElseGet(() -> new LinkedHashMap<>(block));
        schema.put("description", kind.summary());
        return schema;
    }
}
