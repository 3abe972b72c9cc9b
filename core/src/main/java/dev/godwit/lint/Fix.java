package dev.godwit.lint;

import org.jspecify.annotations.Nullable;

/** What can be done mechanically about a finding. */
public sealed interface Fix {
    /**
     * The statement's text is replaced.
     *
     * @param replacement one or more statements, without the last terminator
     * @param outsideTransaction whether they must not share a transaction: the migration is marked {@code transaction off}
     * @param remains what is left to a person; null where nothing is
     * @param more how many characters behind the statement the replacement stands for too
     */
    record Rewrite(
            String replacement,
            boolean outsideTransaction,
            @Nullable String remains,
            int more) implements Fix {
        /** For the statement alone. */
        public Rewrite(String replacement, boolean outsideTransaction, @Nullable String remains) {
            this(replacement, outsideTransaction, remains, 0);
        }
    }

    /** It is not rewritten, and why. */
    record Refusal(String why) implements Fix {}
}
