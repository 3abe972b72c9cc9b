package dev.godwit.migration;

import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.util.List;

/**
 * How a folder compares with a ledger.
 *
 * @param pending to be applied, in order
 * @param problems why nothing may be applied; empty where all is well
 * @param notes what a person should know, and what stops nothing
 */
public record Comparison(List<Migration> pending, List<Problem> problems, List<String> notes) {
    public Comparison {
        pending = List.copyOf(pending);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** The pending ones. Throws all problems where there are any. */
    public List<Migration> pendingOrThrow() {
        GodwitException.throwIfAny(problems);
        return pending;
    }
}
