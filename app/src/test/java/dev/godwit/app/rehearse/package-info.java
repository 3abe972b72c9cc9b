/** Rehearsals by the command line, on real servers. */
@org.jspecify.annotations.NullMarked
package dev.godwit.app.rehearse;
