/**
 * What must be proven before a run starts: one file per gate. In an unprotected environment a missing safeguard is noted and
 * passed; in a protected one it stops with exit code 4. Start with {@link dev.godwit.gate.Gate}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.gate;
