/**
 * Moving rows: the pace of a backfill, the walk over a table's key in chunks, and the estimate of when it ends. Decisions
 * ({@link dev.godwit.data.Pace}, {@link dev.godwit.data.Eta}) are pure; what touches a server stands behind
 * {@link dev.godwit.data.Lane}. Not here: what a step of a plan looks like. Start with {@link dev.godwit.data.Walk}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.data;
