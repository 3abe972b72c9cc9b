/**
 * What the outside gives, passed by constructor: time, names, crash points. Nothing else in core reads the clock, draws a
 * random number or waits. Start with {@link dev.godwit.host.Host}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.host;
