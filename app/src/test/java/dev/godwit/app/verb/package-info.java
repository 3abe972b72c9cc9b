/** What stands between the command line and the engine, where it can be tried without a server. */
@org.jspecify.annotations.NullMarked
package dev.godwit.app.verb;
