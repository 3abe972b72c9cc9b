/**
 * A validation from its beginning to its verdict: the list of checks, what they reported, and whether the comparison was awake.
 * Start with {@link dev.godwit.verify.run.Validation}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.run;
