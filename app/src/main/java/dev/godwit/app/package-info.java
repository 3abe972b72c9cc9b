/**
 * The program: command line, wiring, packaging. The only module with a {@code main}. Start with
 * {@link dev.godwit.app.Main}, then {@link dev.godwit.app.Wiring} for who is made of what.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.app;
