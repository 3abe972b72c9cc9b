package dev.godwit.plan;

import java.util.List;
import java.util.Map;

/**
 * The description of a kind of step. Reading YAML and plan.json, the JSON Schema, {@code godwit explain}, the documentation
 * page and the completeness test are made from it.
 */
public interface StepKind<S extends Step> {
    /** The key in YAML: {@code sql}, {@code backfill}, {@code verify}. */
    String name();

    /** What it does, one sentence. */
    String summary();

    /** The record. */
    Class<S> stepType();

    /** The keys that it understands, {@code id} and {@code phase} left out: all kinds have those. */
    List<Field> fields();

    /** The phase of a step whose author names none. */
    Phase defaultPhase();

    /** Makes the step from validated values. Problems beyond types (a range between two fields) are thrown together. */
    S read(String id, Values values);

    /** The raw form of {@link #read}'s values: {@code read(id, validated(write(step)))} equals {@code step}. */
    Map<String, Object> write(S step);
}
