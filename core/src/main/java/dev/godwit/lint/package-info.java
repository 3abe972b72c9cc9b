/**
 * The linter: what is dangerous in migrations before they run. It knows three levels: the file alone, the pending set
 * ({@link dev.godwit.lint.SchemaHistory}: a table created by the same migration is empty, so its locks harm nobody) and, where
 * given, the live database ({@link dev.godwit.lint.LiveFacts}). Start with {@link dev.godwit.lint.Linter}; the rules are listed
 * in {@code dev.godwit.lint.rules.LintRules}, printed forms are in {@code lint.render}, and {@code lint.fix} rewrites what is
 * mechanical. Pure: nothing here reads files, talks to a server or looks at the clock.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.lint;
