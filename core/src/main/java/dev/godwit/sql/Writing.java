package dev.godwit.sql;

/** How identifiers and text literals are written. */
public interface Writing {
    /** {@code name} as an identifier, always quoted, with the quote character doubled. */
    String identifier(String name);

    /** {@code text} as a literal, safe whatever it holds. */
    String text(String text);
}
