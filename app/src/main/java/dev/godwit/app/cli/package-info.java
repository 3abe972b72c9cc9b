/**
 * The command line: one file per verb, and {@link dev.godwit.app.cli.Godwit}, the list. A command reads options, calls a verb
 * and prints; it decides nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.app.cli;
