package dev.godwit.sql.script;

/** A part of a script as the splitter took it apart; all pieces in order are the script, without a byte order mark. */
public record Piece(Kind kind, String text) {
    /** What a piece is. */
    public enum Kind {
        STATEMENT,
        COPY_DATA,
        /** Blanks, comments, terminators, {@code \.} and {@code \restrict} lines. */
        SEPARATOR
    }
}
