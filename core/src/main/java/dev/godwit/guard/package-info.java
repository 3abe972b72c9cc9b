/**
 * What watches a run: guards read signals all the time and say proceed, slow, pause, roll back or stop. One file per guard;
 * a signal that cannot be read is a red signal. Start with {@link dev.godwit.guard.Guard}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.guard;
