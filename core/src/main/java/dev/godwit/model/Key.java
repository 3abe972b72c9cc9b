package dev.godwit.model;

import java.util.List;

/**
 * One value of a table's key, in the text form in which the server wrote it; a composite key has several parts.
 * Order is the server's business: bounds are pinned as the server returned them and never computed here, because
 * collations, time zones and numeric forms are only exact there.
 *
 * @param parts one text per key column, none null (a key column is NOT NULL)
 */
public record Key(List<String> parts) {
    public Key {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a key has at least one part");
        }
    }

    @Override
    public String toString() {
        return parts.size() == 1 ? parts.get(0) : "(" + String.join(", ", parts) + ")";
    }
}
