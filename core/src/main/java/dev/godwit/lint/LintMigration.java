package dev.godwit.lint;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A migration as the linter sees it: its parts, its header, and whether it is known to be pending. */
public record LintMigration(String id, State state, Header header, List<LintPart> parts) {
    /** What is known of its being applied. */
    public enum State {
        /** The ledger says that it is still to come: what it creates is empty for all that follow. */
        PENDING,
        /** Applied: it is not linted, but what it made is known. */
        APPLIED,
        /** No ledger was asked: what it creates is empty for its own statements only. */
        UNKNOWN
    }

    /** How its statements share transactions. */
    public enum Transactions {
        /** Neighbours share one; a statement that refuses a transaction stands alone. */
        AUTO,
        /** The header says that each part is one transaction. */
        ON,
        /** The header says that each statement stands alone. */
        OFF
    }

    /**
     * What its header says that rules ask for.
     *
     * @param reason null where none is given
     * @param lockTimeout whether the header sets one
     * @param statementTimeout whether the header sets one
     */
    public record Header(
            @Nullable String reason, Transactions transactions, boolean lockTimeout, boolean statementTimeout) {
        /** No header at all. */
        public static final Header NONE = new Header(null, Transactions.AUTO, false, false);
    }

    public LintMigration {
        parts = List.copyOf(parts);
    }

    /** Whether it is applied again whenever it changes; such ones come last, whatever they are called. */
    public boolean repeatable() {
        return id.startsWith("R__");
    }

    /** The part of that kind. */
    public Optional<LintPart> part(LintPart.Kind kind) {
        return parts.stream().filter(part -> part.kind() == kind).findFirst();
    }
}
