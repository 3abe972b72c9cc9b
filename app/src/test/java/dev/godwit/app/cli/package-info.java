/** The command line as people and scripts type it, in this process, on real servers. */
@org.jspecify.annotations.NullMarked
package dev.godwit.app.cli;
