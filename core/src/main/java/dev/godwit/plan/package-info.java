/**
 * What is to be done, as immutable values: a plan is an ordered list of steps, priced, hashed and tied to the catalog it was
 * made for. Step kinds describe themselves ({@link dev.godwit.plan.StepKind}); reading YAML, JSON Schema, help and docs are
 * made from the description. Pure. Start with {@link dev.godwit.plan.Plan}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.plan;
