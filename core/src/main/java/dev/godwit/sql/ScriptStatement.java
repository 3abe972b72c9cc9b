package dev.godwit.sql;

import org.jspecify.annotations.Nullable;

/**
 * One statement of a script, as its author wrote it.
 *
 * @param text without the terminator and without blanks and comments before and after it; sent to the server as it is
 * @param position where {@code text} starts in its file
 * @param copyData the lines between {@code COPY ... FROM stdin;} and {@code \.}, each with its newline; null for all other
 *     statements
 */
public record ScriptStatement(
        String text, SourcePosition position, @Nullable String copyData) {
    /** A statement without data. */
    public ScriptStatement(String text, SourcePosition position) {
        this(text, position, null);
    }
}
