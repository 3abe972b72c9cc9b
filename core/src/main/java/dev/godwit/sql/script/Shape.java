package dev.godwit.sql.script;

/** Reads statements of one form. */
@FunctionalInterface
public interface Shape {
    /**
     * Reads a whole statement.
     *
     * @param tokens stand at the statement's first word
     * @throws UnknownShapeException where the statement is not of this form
     */
    void read(Tokens tokens, Findings findings);
}
