/**
 * What two tables can hold and what they refuse, in words that all kinds of servers share, and the declared mapping of types.
 * Reads catalogs, never rows. Start with {@link dev.godwit.verify.shape.TablePair}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.shape;
