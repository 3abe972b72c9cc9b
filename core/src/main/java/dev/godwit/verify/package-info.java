/**
 * Proofs: questions to a database and what their answers must be. Shares no reader and no mapping with what moves rows,
 * because a mistake there must not hide itself here. Start with {@link dev.godwit.verify.Proof}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify;
