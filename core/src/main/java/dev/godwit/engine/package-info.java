/**
 * The only loop: asks the guards, decides by one pure function, lets the step perform one unit of work, records, and asks
 * again. Knows no step by name. Start with {@link dev.godwit.engine.Engine}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.engine;
