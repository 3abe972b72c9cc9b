/**
 * The words of the domain as values: names, keys, ranges, fingerprints. Immutable, valid from birth, without any access to
 * the outside. Not here: anything that knows a database or a file. Start with {@link dev.godwit.model.Key}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.model;
