package dev.godwit.sql;

import java.util.regex.Pattern;

/** How a dialect writes identifiers and text literals, and reads what a person wrote to stand among them. */
public interface Quoting extends Writing {
    /**
     * The tokens of a piece of SQL that a person wrote to stand within a statement of ours, for the check that it is closed
     * in itself. Named groups tell what a token is: {@code comment}, {@code quoted}, {@code word}, {@code number},
     * {@code blank}, {@code sign} (one character), or {@code unfit} (one character that cannot stand in an expression: a
     * semicolon, a quote that does not end). Whatever could be read in two ways is unfit.
     */
    Pattern fragmentTokens();
}
