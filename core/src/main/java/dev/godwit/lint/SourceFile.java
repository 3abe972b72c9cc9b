package dev.godwit.lint;

/**
 * A file as its author wrote it.
 *
 * @param path as it is shown to people
 * @param text without a byte order mark; offsets of statements count from its start
 */
public record SourceFile(String path, String text) {
    /** The line that holds {@code offset}, without its line end. */
    public String lineAt(long offset) {
        int at = (int) Math.min(offset, text.length());
        int start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(start, end);
    }
}
