/**
 * The lint rules for PostgreSQL, by family: {@code 1xx} locks and rewrites, {@code 2xx} loss and failure by data, {@code 3xx}
 * compatibility with running code, {@code 4xx} hygiene, {@code 5xx} process. Each rule is one declaration with its words and its
 * check; {@link dev.godwit.lint.rules.LintRules} is the list. Not here: how findings are silenced or shown.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.lint.rules;
