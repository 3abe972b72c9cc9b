package dev.godwit.sql;

/**
 * Where in a script something starts.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param offset from 0, in characters, a byte order mark not counted
 */
public record SourcePosition(int line, int column, long offset) {
    /** The start of a script. */
    public static final SourcePosition START = new SourcePosition(1, 1, 0);
}
