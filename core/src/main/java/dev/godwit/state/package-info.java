/**
 * What is remembered, in the control schema of the database that is changed: ledger, checkpoints, lease, steering, evidence,
 * journal. Its SQL stands in {@code control.sql} of each dialect. Start with {@link dev.godwit.state.Ledger}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.state;
