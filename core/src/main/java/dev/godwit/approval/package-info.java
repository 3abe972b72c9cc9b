/**
 * Signed approvals: who agrees that exactly this work is done on exactly this database, until when. Ed25519, of the JDK;
 * texts that need no server. Pure but for the making of keys. Start with {@link dev.godwit.approval.Quorum}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.approval;
