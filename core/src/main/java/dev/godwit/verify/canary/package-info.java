/**
 * Whether a comparison was awake: a difference is planted in its own input, read through the whole of its path, and must be
 * seen. Start with {@link dev.godwit.verify.canary.Canary}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.canary;
