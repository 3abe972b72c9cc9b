package dev.godwit.sql.script;

/** Thrown where a statement is not written in a shape that we know; the statement is then judged ASK. Carries no stack. */
public final class UnknownShapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what is not understood, as a clause */
    public UnknownShapeException(String what) {
        super(what, null, false, false);
    }
}
