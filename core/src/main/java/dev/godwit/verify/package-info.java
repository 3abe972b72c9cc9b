/**
 * Proofs and comparisons. A {@link dev.godwit.verify.Proof} asks one database a question. A {@link dev.godwit.verify.Check}
 * compares two {@link dev.godwit.verify.Sides} and ends with a {@link dev.godwit.verify.CheckReport}; what of each table was
 * compared is its {@link dev.godwit.verify.Coverage}. Shares no reader, no decoder and no mapping with what moves rows, because
 * a mistake there must not hide itself here.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify;
