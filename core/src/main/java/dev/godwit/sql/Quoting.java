package dev.godwit.sql;

/** How a dialect writes identifiers and text literals. */
public interface Quoting {
    /** {@code name} as an identifier, always quoted, with the quote character doubled. */
    String identifier(String name);

    /** {@code text} as a literal, safe whatever it holds. */
    String text(String text);
}
