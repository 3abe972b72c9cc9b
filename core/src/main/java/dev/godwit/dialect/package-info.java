/**
 * What differs between servers, as small interfaces: one file per question, and one package per dialect with the same file
 * names. The engine, steps, guards and reports know only the interfaces. Start with {@link dev.godwit.dialect.Dialect}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.dialect;
