/**
 * What is mechanical about findings: the new text of a statement ({@link dev.godwit.lint.fix.IndexFixes},
 * {@link dev.godwit.lint.fix.ConstraintFixes}, {@link dev.godwit.lint.fix.ColumnFixes}) and of whole files with their difference
 * ({@link dev.godwit.lint.fix.LintFix}). What is not understood in full is refused with the reason, never guessed.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.lint.fix;
