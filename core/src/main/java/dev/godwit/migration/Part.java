package dev.godwit.migration;

import org.jspecify.annotations.Nullable;

/**
 * A part of a migration, as its author wrote it.
 *
 * @param role what it is for
 * @param text byte for byte, the byte order mark and the line of the marker left out
 * @param source the file's path, for errors
 * @param firstLine the line in {@code source} where {@code text} begins, from 1
 * @param transaction whether its author wants it in one transaction; null where the author does not say
 * @param empty whether it holds no statement: blanks and comments alone
 */
public record Part(
        Role role,
        String text,
        String source,
        int firstLine,
        @Nullable Boolean transaction,
        boolean empty) {
    /** What a part is for. */
    public enum Role {
        /** Brings the change. */
        UP,
        /** Proves that it is there; before the transaction of the up part commits, where it has one. */
        VERIFY,
        /** Takes it back. */
        DOWN
    }

    /** This part where its author's wish is known. */
    Part withTransaction(@Nullable Boolean wish) {
        return transaction != null ? this : new Part(role, text, source, firstLine, wish, empty);
    }
}
