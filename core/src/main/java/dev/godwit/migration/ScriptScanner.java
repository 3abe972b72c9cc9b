package dev.godwit.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Walks over a script once and finds the line comments at the start of a line that are really comments: outside literals,
 * dollar quotes, block comments and COPY data. A statement need not be terminated for that, so a forgotten semicolon before
 * a marker does not draw the down part into the up part. One thread, one use.
 */
final class ScriptScanner {
    /**
     * A comment that the caller asked for.
     *
     * @param offset of its line's first character
     * @param end behind its line end
     * @param text from its hyphens on, trimmed
     * @param codeBefore whether there is a statement between the mark before (or the start) and this one
     */
    record Mark(int offset, int end, String text, boolean codeBefore) {}

    private static final Pattern COPY_FROM_CLIENT = Pattern.compile("(?is)copy\\b.*\\bfrom\\s+stdin\\b.*");
    /** A COPY command is short; what is longer is no COPY. */
    private static final int LONGEST_COPY = 10_000;

    private final String text;
    private final ScriptSyntax syntax;
    private final Predicate<String> wanted;
    private final List<Mark> marks = new ArrayList<>();
    private int at;
    private int statement = -1;
    private boolean code;
    private int unterminated = -1;

    ScriptScanner(String text, ScriptSyntax syntax, Predicate<String> wanted) {
        this.text = text;
        this.syntax = syntax;
        this.wanted = wanted;
        scan();
    }

    /** The wanted comments, in order. */
    List<Mark> marks() {
        return marks;
    }

    /** Whether there is a statement behind the last mark. */
    boolean codeBehind() {
        return code;
    }

    /** Where a literal or a comment begins that never ends; -1 if none does. */
    int unterminated() {
        return unterminated;
    }

    private void scan() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next)) {
                at++;
            } else if (beginsLineComment(next)) {
                lineComment();
            } else if (next == '/' && peek(1) == '*') {
                blockComment();
            } else {
                code(next);
            }
        }
    }

    private boolean beginsLineComment(char next) {
        if (next == '#') {
            return syntax == ScriptSyntax.MYSQL;
        }
        // MySQL wants a blank behind the hyphens: 5--3 is a subtraction there.
        return next == '-'
                && peek(1) == '-'
                && (syntax == ScriptSyntax.POSTGRESQL || Character.isWhitespace(peek(2)) || at + 2 == text.length());
    }

    private void lineComment() {
        int start = at;
        int end = at;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        at = end;
        int line = lineStart(start);
        String comment = line < 0 ? "" : text.substring(start, end).strip();
        if (line >= 0 && wanted.test(comment)) {
            at = behindLineEnd(end);
            marks.add(new Mark(line, at, comment, code));
            code = false;
            statement = -1;
        }
    }

    /** The offset of the line on which {@code offset} stands, or -1 where something but blanks stands before it. */
    private int lineStart(int offset) {
        int start = offset;
        while (start > 0 && !isLineEnd(text.charAt(start - 1))) {
            start--;
            if (!Character.isWhitespace(text.charAt(start))) {
                return -1;
            }
        }
        return start;
    }

    private int behindLineEnd(int end) {
        if (end >= text.length()) {
            return end;
        }
        return text.charAt(end) == '\r' && end + 1 < text.length() && text.charAt(end + 1) == '\n' ? end + 2 : end + 1;
    }

    private void blockComment() {
        int start = at;
        boolean executed = syntax == ScriptSyntax.MYSQL && (peek(2) == '!' || peek(2) == '+');
        code |= executed;
        int depth = 1;
        at += 2;
        while (at < text.length() && depth > 0) {
            if (text.charAt(at) == '*' && peek(1) == '/') {
                depth--;
                at += 2;
            } else if (syntax == ScriptSyntax.POSTGRESQL && text.charAt(at) == '/' && peek(1) == '*') {
                depth++;
                at += 2;
            } else {
                at++;
            }
        }
        if (depth > 0) {
            unterminated = start;
        }
    }

    private void code(char next) {
        if (next == ';') {
            at++;
            skipCopyData();
            statement = -1;
            return;
        }
        code = true;
        if (statement < 0) {
            statement = at;
        }
        if (next == '\'' || next == '"' || (next == '`' && syntax == ScriptSyntax.MYSQL)) {
            quoted(next);
        } else if (next == '$' && syntax == ScriptSyntax.POSTGRESQL && !isWordPart(peek(-1))) {
            dollarQuoted();
        } else {
            at++;
        }
    }

    private void quoted(char quote) {
        int start = at;
        boolean backslashes = quote != '`' && (syntax == ScriptSyntax.MYSQL || (quote == '\'' && isEscapeString()));
        at++;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '\\' && backslashes) {
                at += 2;
            } else if (next != quote) {
                at++;
            } else if (peek(1) == quote) {
                at += 2;
            } else {
                at++;
                return;
            }
        }
        at = text.length();
        unterminated = start;
    }

    private boolean isEscapeString() {
        return (peek(-1) == 'E' || peek(-1) == 'e') && !isWordPart(peek(-2));
    }

    private void dollarQuoted() {
        int end = at + 1;
        while (end < text.length() && isWordPart(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        boolean tag = end < text.length() && text.charAt(end) == '$' && !Character.isDigit(text.charAt(at + 1));
        if (!tag) {
            at++;
            return;
        }
        String delimiter = text.substring(at, end + 1);
        int closing = text.indexOf(delimiter, end + 1);
        if (closing < 0) {
            unterminated = at;
        }
        at = closing < 0 ? text.length() : closing + delimiter.length();
    }

    /** The lines behind {@code COPY t FROM stdin;} are data: quotes and hyphens mean nothing there. */
    private void skipCopyData() {
        if (statement < 0
                || syntax != ScriptSyntax.POSTGRESQL
                || at - statement > LONGEST_COPY
                || !COPY_FROM_CLIENT.matcher(text.substring(statement, at)).matches()) {
            return;
        }
        int end = text.indexOf("\n\\.", at);
        at = end < 0 ? text.length() : end + 3;
    }

    private char peek(int distance) {
        int index = at + distance;
        return index < 0 || index >= text.length() ? '\0' : text.charAt(index);
    }

    private static boolean isWordPart(char character) {
        return character == '_' || character == '$' || Character.isLetterOrDigit(character);
    }

    private static boolean isLineEnd(char character) {
        return character == '\n' || character == '\r';
    }
}
