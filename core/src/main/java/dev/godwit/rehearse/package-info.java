/**
 * Runs migrations up, down and up again where it does no harm, and judges what it sees: catalogs and rows compared, locks,
 * rewrites, time and log measured per statement. Not here: where the server comes from, and the loop, which is the engine's.
 * Start with {@link dev.godwit.rehearse.Rehearsal}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.rehearse;
