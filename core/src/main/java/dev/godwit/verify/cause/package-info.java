/**
 * Why rows differ: what a table's differences have in common, in the words of the mistake that makes such differences. Start with
 * {@link dev.godwit.verify.cause.Causes}, the list.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.cause;
