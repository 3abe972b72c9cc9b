package dev.godwit.sql.postgres;

/** What a token is. */
enum TokenKind {
    /** A keyword or a name without quotes. */
    WORD,
    /** A name in double quotes, also {@code U&"..."}. */
    QUOTED_NAME,
    /** A literal in single quotes with any prefix, or in dollar quotes. */
    STRING,
    /** A literal in single quotes that continues the STRING before it, across a line end. */
    CONTINUED,
    NUMBER,
    /** {@code $1}. */
    PARAMETER,
    /** An operator, a bracket, a comma and the like. */
    SYMBOL,
    /** A backslash outside quotes and the rest of its line: a command of psql. */
    META,
    COMMENT,
    BLANK;

    /** Whether the server's grammar never sees it. */
    boolean isTrivia() {
        return this == COMMENT || this == BLANK;
    }
}
