/**
 * The comparison of rows: both sides are read in the order of the key's bytes, by a thread each, and merged. Start with
 * {@link dev.godwit.verify.rows.ChunkListener}: the walk is a sequence of chunks that can be stopped, resumed and read again.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.rows;
