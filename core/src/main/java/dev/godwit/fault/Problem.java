package dev.godwit.fault;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, in the four parts that every error of Godwit has.
 *
 * @param code the catalogue entry
 * @param what what is wrong, one sentence without secrets or row data
 * @param place where; null where there is no place
 * @param changed what was changed before it was found; "nothing" for all input errors
 * @param next what to type or do next
 */
public record Problem(ErrorCode code, String what, @Nullable Place place, String changed, String next) {
    /** A problem found before anything was touched, with the catalogue's advice. */
    public static Problem of(ErrorCode code, String what) {
        return new Problem(code, what, null, "nothing", code.advice());
    }

    /** This problem at a place. */
    public Problem at(Place where) {
        return new Problem(code, what, where, changed, next);
    }

    /** This problem with other advice than the catalogue's. */
    public Problem next(String advice) {
        return new Problem(code, what, place, changed, advice);
    }

    /** This problem with what was changed before it was found. */
    public Problem changed(String changes) {
        return new Problem(code, what, place, changes, next);
    }

    /** As an exception. */
    public GodwitException exception() {
        return new GodwitException(this);
    }
}
