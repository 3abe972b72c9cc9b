/**
 * One file per kind of step, and {@link dev.godwit.steps.Steps}, the list. A kind is a record (what to do), a description
 * (its keys) and a run (how, one unit at a time). Start with {@link dev.godwit.steps.SqlKind}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.steps;
