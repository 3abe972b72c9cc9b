/**
 * What a validation leaves behind for somebody who was not there: which keys were compared, how, with what sums, and a digest
 * over all of it. Start with {@link dev.godwit.verify.certificate.Certificate}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.certificate;
