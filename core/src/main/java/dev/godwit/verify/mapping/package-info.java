/**
 * Which tables are compared, and how: what a mapping file declares, and what follows from both catalogs where it says nothing.
 * Start with {@link dev.godwit.verify.mapping.Pairing}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.mapping;
