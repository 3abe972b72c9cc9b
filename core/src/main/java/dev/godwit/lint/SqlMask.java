package dev.godwit.lint;

import dev.godwit.migration.ScriptSyntax;
import java.util.ArrayList;
import java.util.List;

/**
 * Text of the same length in which comments and the insides of quotes are blank, so that words can be looked for, and the line
 * comments that were found. Knows strings with and without backslashes, quoted names, dollar quotes and nested comments. The
 * mask serves hints, suppressions and fixes; what a statement does is decided by the dialect's own front end, not here.
 */
public final class SqlMask {
    /** A line comment: where its dashes (or its #) start, and its text after them, trimmed. */
    public record LineComment(int offset, String text) {}

    private final String text;
    private final boolean mysql;
    private final StringBuilder masked;
    private final List<LineComment> comments = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    private SqlMask(String text, ScriptSyntax syntax) {
        this.text = text;
        this.mysql = syntax == ScriptSyntax.MYSQL;
        this.masked = new StringBuilder(text);
    }

    /** Masks a statement of PostgreSQL, or the text between two. */
    public static SqlMask of(String text) {
        return of(text, ScriptSyntax.POSTGRESQL);
    }

    /** Masks a statement, or the text between two. */
    public static SqlMask of(String text, ScriptSyntax syntax) {
        SqlMask mask = new SqlMask(text, syntax);
        int at = 0;
        while (at < text.length()) {
            at = mask.step(at);
        }
        return mask;
    }

    /** The masked text, as long as the given one. */
    public String masked() {
        return masked.toString();
    }

    /** The line comments in order. */
    public List<LineComment> comments() {
        return List.copyOf(comments);
    }

    /** What stands between dollar quotes, in order: the code of routines and blocks. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    private int step(int at) {
        return mysql ? mysqlStep(at) : postgresStep(at);
    }

    private int mysqlStep(int at) {
        char c = text.charAt(at);
        if (c == '#') {
            return lineComment(at, 1);
        }
        if (text.startsWith("--", at) && (at + 2 == text.length() || text.charAt(at + 2) <= ' ')) {
            return lineComment(at, 2);
        }
        if (text.startsWith("/*", at)) {
            int code = executableComment(at);
            return code > at ? blank(at, code) : blank(at, plainCommentEnd(at));
        }
        if (text.startsWith("*/", at)) {
            return blank(at, at + 2);
        }
        if (c == '\'' || c == '"') {
            return blankInside(at, quoteEnd(at, c, true), 1);
        }
        return c == '`' ? quoteEnd(at, c, false) : at + 1;
    }

    /** Where the code of {@code /*!80011 code} or {@code /*M! code} begins; {@code at} for a plain comment. */
    private int executableComment(int at) {
        int mark = text.startsWith("M!", at + 2) ? at + 3 : at + 2;
        if (mark >= text.length() || text.charAt(mark) != '!') {
            return at;
        }
        int code = mark + 1;
        while (code < text.length() && Character.isDigit(text.charAt(code))) {
            code++;
        }
        return code;
    }

    private int plainCommentEnd(int at) {
        int end = text.indexOf("*/", at + 2);
        return end < 0 ? text.length() : end + 2;
    }

    private int postgresStep(int at) {
        if (text.startsWith("--", at)) {
            return lineComment(at, 2);
        }
        if (text.startsWith("/*", at)) {
            return blank(at, blockCommentEnd(at));
        }
        char c = text.charAt(at);
        if (c == '\'') {
            return blankInside(at, quoteEnd(at, c, escapes(at)), 1);
        }
        if (c == '"') {
            return quoteEnd(at, c, false);
        }
        return c == '$' ? dollarQuote(at) : at + 1;
    }

    private int lineComment(int at, int marker) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        comments.add(new LineComment(
                at, text.substring(Math.min(at + marker, end), end).strip()));
        return blank(at, end);
    }

    private int blockCommentEnd(int at) {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            if (text.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return text.length();
    }

    private boolean escapes(int quote) {
        boolean marked = quote > 0 && Character.toLowerCase(text.charAt(quote - 1)) == 'e';
        return marked && (quote == 1 || !Character.isJavaIdentifierPart(text.charAt(quote - 2)));
    }

    private int quoteEnd(int at, char quote, boolean backslashes) {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (backslashes && c == '\\') {
                i++;
            } else if (c == quote && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private int dollarQuote(int at) {
        if (at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1))) {
            return at + 1;
        }
        int tagEnd = at + 1;
        while (tagEnd < text.length()
                && (Character.isLetterOrDigit(text.charAt(tagEnd)) || text.charAt(tagEnd) == '_')) {
            tagEnd++;
        }
        boolean opens = tagEnd < text.length() && text.charAt(tagEnd) == '$' && !Character.isDigit(text.charAt(at + 1));
        if (!opens) {
            return at + 1;
        }
        String tag = text.substring(at, tagEnd + 1);
        int close = text.indexOf(tag, tagEnd + 1);
        bodies.add(text.substring(tagEnd + 1, close < 0 ? text.length() : close));
        return blankInside(at, close < 0 ? text.length() : close + tag.length(), tag.length());
    }

    private int blankInside(int start, int end, int quoteLength) {
        blank(Math.min(end, start + quoteLength), Math.max(start + quoteLength, end - quoteLength));
        return end;
    }

    private int blank(int start, int end) {
        for (int i = start; i < Math.min(end, masked.length()); i++) {
            if (masked.charAt(i) != '\n' && masked.charAt(i) != '\r') {
                masked.setCharAt(i, ' ');
            }
        }
        return end;
    }
}
