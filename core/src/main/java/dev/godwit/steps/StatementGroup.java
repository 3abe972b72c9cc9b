package dev.godwit.steps;

import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import dev.godwit.state.Ledger;
import java.util.List;

/**
 * Statements that become durable together.
 *
 * @param transactional false for a single statement that the server refuses inside a transaction
 * @param begin the author's own BEGIN with its options, empty text for a plain one
 */
public record StatementGroup(boolean transactional, String begin, List<Member> members) {
    public StatementGroup {
        members = List.copyOf(members);
    }

    /**
     * A statement in its place.
     *
     * @param ordinal from 1 within the script, transaction commands not counted
     * @param leftOut why it is not sent, for people; empty where it is
     */
    public record Member(int ordinal, ScriptStatement statement, StatementFacts facts, String leftOut) {
        /** How it begins, as the ledger keeps it. */
        String head() {
            return Ledger.head(statement.text());
        }
    }
}
