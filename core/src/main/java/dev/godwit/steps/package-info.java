/**
 * The kinds of steps that a plan can hold, one group of files per kind: the step's record, its descriptor, and the run that
 * carries it out. Not here: the loop that drives them, which knows none by name. Start with the list, {@code Steps}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.steps;
