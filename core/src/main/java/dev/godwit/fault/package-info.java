/**
 * Everything that can go wrong, as values: the catalogue of errors with their exit codes, problems of an input with their
 * places, and the classification of a database's failures. Start with {@link dev.godwit.fault.ErrorCode}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.fault;
