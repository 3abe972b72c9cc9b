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
     */
    record Rewrite(
            String replacement,
            boolean outsideTransaction,
            @Nullable String remains) implements Fix {}

    /** It is not rewritten, and why. */
    record Refusal(String why) implements Fix {}
}
