package dev.godwit.fault;

import org.jspecify.annotations.Nullable;

/**
 * Where in an input a problem is.
 *
 * @param source a file's path, or the name of an option
 * @param line from 1; 0 where the whole source is meant
 * @param column from 1; 0 where the whole line is meant
 * @param excerpt the line's text for the caret; null where it helps nobody
 */
public record Place(
        String source, int line, int column, @Nullable String excerpt) {
    /** The whole of {@code source}. */
    public static Place of(String source) {
        return new Place(source, 0, 0, null);
    }

    /** A position within {@code source}, from 1. */
    public static Place of(String source, int line, int column) {
        return new Place(source, line, column, null);
    }

    @Override
    public String toString() {
        if (line == 0) {
            return source;
        }
        return column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
    }
}
