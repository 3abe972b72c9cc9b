package dev.godwit.gate;

import dev.godwit.fault.Problem;

/** What a gate says. */
public sealed interface Answer {
    /** The evidence is there. */
    record Passed(String evidence) implements Answer {}

    /** The evidence is missing, and this environment does not insist. */
    record NotedAndPassed(String missing) implements Answer {}

    /** The run must not start. */
    record Missing(Problem problem) implements Answer {}
}
