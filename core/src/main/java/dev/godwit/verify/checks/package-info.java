/**
 * The checks beside the comparison of all rows: counts, schemas, indexes, constraints, references, sequences, samples,
 * performance, and the quality of what was loaded. One file each; no word of a dialect. The list is
 * {@code dev.godwit.verify.run.Checks}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.checks;
