package dev.godwit.steps;

import dev.godwit.plan.Step;
import dev.godwit.sql.ScriptLanguage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script that a person wrote, statement by statement.
 *
 * @param script what is run
 * @param undo what takes it back; null where nobody wrote it
 * @param verify what must hold afterwards; null where nobody wrote it
 * @param transaction which statements share a transaction
 */
public record SqlStep(
        String id,
        Script script,
        @Nullable Script undo,
        @Nullable Script verify,
        Transaction transaction,
        LockSettings locks)
        implements Step {
    /** The name of this kind. */
    public static final String KIND = "sql";

    /** Which statements share a transaction. */
    public enum Transaction {
        /** Neighbours that may share one do; what the server refuses inside one runs alone. */
        AUTO,
        /** All statements share one; refused where one of them cannot. */
        ON,
        /** Each statement stands alone. */
        OFF
    }

    /**
     * SQL with the place where it was written.
     *
     * @param source the file
     * @param firstLine the line of the file where {@code text} starts, from 1
     */
    public record Script(String text, String source, int firstLine) {}

    /**
     * How long to wait for a lock.
     *
     * @param timeout of each try: how long readers may queue behind us
     * @param budget of all tries and the pauses between them
     * @param statementTimeout of each statement; zero for none
     */
    public record LockSettings(Duration timeout, Duration budget, Duration statementTimeout) {
        /** 200 ms: below what a person notices; the budget gives about 30 tries. */
        public static final LockSettings DEFAULT =
                new LockSettings(Duration.ofMillis(200), Duration.ofMinutes(2), Duration.ZERO);

        /** The same, with tries no shorter than what a server can bound. */
        LockSettings atLeast(Duration shortest) {
            return timeout.compareTo(shortest) >= 0 ? this : new LockSettings(shortest, budget, statementTimeout);
        }
    }

    /** The same without its proof, for rows that are not those that it was written for; a COMMIT within it stays. */
    public SqlStep unverified(ScriptLanguage language) {
        Script rest = verify != null && StatementGroups.verifyCommits(this, language)
                ? new Script("COMMIT", verify.source(), verify.firstLine())
                : null;
        return new SqlStep(id, script, undo, rest, transaction, locks);
    }

    @Override
    public String kind() {
        return KIND;
    }
}
