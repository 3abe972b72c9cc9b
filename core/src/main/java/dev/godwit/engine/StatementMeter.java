package dev.godwit.engine;

import dev.godwit.db.Session;
import dev.godwit.plan.Direction;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import java.time.Duration;

/**
 * Looks at each statement of a script that a run sends. A rehearsal measures with it; every other run has {@link #none} and
 * pays nothing. Called on the run's thread.
 */
public interface StatementMeter {
    /** Right before the statement is sent; must not use {@code session}, whose transaction may have to begin with it. */
    void before(Session session, Metered statement);

    /** Right after it took effect, within its transaction where it has one, so that its locks are still held. */
    void after(Session session, Metered statement, Cost cost);

    /**
     * A statement in its place.
     *
     * @param ordinal from 1 within the step
     * @param transactional whether it runs within a transaction
     */
    record Metered(
            String migration,
            Direction direction,
            String step,
            int ordinal,
            ScriptStatement statement,
            StatementFacts facts,
            boolean transactional) {}

    /** How long it took, and the rows that it wrote. */
    record Cost(Duration elapsed, long rows) {}

    /** Measures nothing. */
    static StatementMeter none() {
        return new StatementMeter() {
            @Override
            public void before(Session session, Metered statement) {}

            @Override
            public void after(Session session, Metered statement, Cost cost) {}
        };
    }
}
