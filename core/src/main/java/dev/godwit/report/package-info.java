/**
 * What people and machines see: folds of the journal and their renderers. Nothing here decides anything. Start with
 * {@link dev.godwit.report.ConsoleLines}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.report;
