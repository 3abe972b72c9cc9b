/**
 * The comparison of rows while others write: walks that can be stopped and resumed, and witnesses who look again at each row
 * that differed before anybody is told. Start with {@link dev.godwit.verify.live.LiveRows}; the decision is
 * {@link dev.godwit.verify.live.Witness}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.verify.live;
