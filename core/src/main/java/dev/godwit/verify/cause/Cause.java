package dev.godwit.verify.cause;

/**
 * What explains differences of a table.
 *
 * @param name of the kind of mistake, such as {@code time shift}
 * @param column that is concerned; empty where whole rows are
 * @param what in words, without row data
 * @param rows that it explains
 * @param of differences of that column, or of that kind
 */
public record Cause(String name, String column, String what, long rows, long of) {
    @Override
    public String toString() {
        String subject = column.isEmpty() ? "" : " in " + column;
        return name + subject + ": " + what + " (" + rows + " of " + of + ")";
    }
}
