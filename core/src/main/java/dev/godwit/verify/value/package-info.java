/**
 * Values: for each {@link dev.godwit.dialect.ValueClass} one canonical form, in bytes, so that two values are the same exactly
 * where their bytes are, whichever server they came from. Pure.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.value;
