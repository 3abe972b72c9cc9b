/**
 * The printed forms of a lint report: {@link dev.godwit.lint.render.TextReport} for people,
 * {@link dev.godwit.lint.render.JsonReport} for scripts, {@link dev.godwit.lint.render.SarifReport} for code-review tools. Each has
 * a golden file in the tests. Pure.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.lint.render;
