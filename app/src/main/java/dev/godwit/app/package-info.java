/** The command line and the wiring; the only package with a main method. Start with {@link dev.godwit.app.Main}. */
@org.jspecify.annotations.NullMarked
package dev.godwit.app;
