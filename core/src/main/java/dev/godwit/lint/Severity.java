package dev.godwit.lint;

/** How bad a finding is, from mild to bad. */
public enum Severity {
    /** Good to know; never fails a build. */
    NOTE,
    /** Look at it before production. */
    WARNING,
    /** An outage, a failure or a loss is to be expected. */
    ERROR;

    /** The milder of two. */
    public Severity min(Severity other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
