/**
 * Differences as a migration that takes them away and can be taken back. Nothing is repaired here: the migration goes through plan
 * and gates as any other. Start with {@link dev.godwit.verify.repair.RepairScript}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.repair;
