package dev.godwit.sql.script;

/** What a token is. */
public enum TokenKind {
    /** A keyword or a name without quotes. */
    WORD,
    /** A name in the quotes for names: double quotes, backticks, also {@code U&"..."}. */
    QUOTED_NAME,
    /** A literal in quotes with any prefix, or in dollar quotes. */
    STRING,
    /** A literal in single quotes that continues the STRING before it, across a line end. */
    CONTINUED,
    NUMBER,
    /** {@code $1}, {@code ?}. */
    PARAMETER,
    /** A variable of the session or the server: {@code @a}, {@code @@global.b}. */
    VARIABLE,
    /** Where the code of an executable comment begins or ends. */
    CONDITION,
    /** What the script declared to end statements, where that is no semicolon. */
    TERMINATOR,
    /** An operator, a bracket, a comma and the like. */
    SYMBOL,
    /** A backslash outside quotes and the rest of its line: a command of psql. */
    META,
    COMMENT,
    BLANK;

    /** Whether the server's grammar never sees it. */
    public boolean isTrivia() {
        return this == COMMENT || this == BLANK;
    }
}
