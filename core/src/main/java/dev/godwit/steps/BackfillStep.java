package dev.godwit.steps;

import dev.godwit.data.PaceLimits;
import dev.godwit.model.TableName;
import dev.godwit.plan.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fills in or changes values of a table's rows, chunk by chunk along a unique key.
 *
 * @param key the index to walk; null where the best one is meant
 * @param pace how much at once
 * @param patience how long one chunk may wait and last
 */
public record BackfillStep(
        String id,
        TableName table,
        Change change,
        Undo undo,
        @Nullable String key,
        PaceLimits pace,
        Patience patience) implements Step {
    /** The name of the kind. */
    public static final String KIND = "backfill";

    @Override
    public String kind() {
        return KIND;
    }

    /**
     * What is written.
     *
     * @param set assignments as in UPDATE ... SET
     * @param from other tables as in UPDATE ... FROM; null without any
     * @param where which rows; null for all
     * @param skipDone whether rows that have the value already are left alone
     */
    public record Change(
            String set, @Nullable String from, @Nullable String where, boolean skipDone) {}

    /**
     * How it is taken back.
     *
     * @param set assignments that bring back what was; {@link #KEEP} where the values may stay (a new column, which goes
     *     with them); null where nobody thought of it
     * @param where which of the rows; null for all
     */
    public record Undo(@Nullable String set, @Nullable String where) {
        /** The values may stay. */
        public static final String KEEP = "keep";

        /** Whether there are assignments to run. */
        public boolean writes() {
            return set != null && !set.equals(KEEP);
        }
    }

    /**
     * Bounds of one chunk.
     *
     * @param lockWait for a row that another session holds
     * @param statementTime for its update; a chunk beyond it is cancelled, halved and tried again
     * @param lockBudget for all tries until one succeeds; null where the run's own holds
     */
    public record Patience(
            Duration lockWait,
            Duration statementTime,
            @Nullable Duration lockBudget) {
        /** Two seconds and half a minute, within the budget of the run. */
        public static final Patience DEFAULT = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(30));

        /** Within the budget of the run. */
        public Patience(Duration lockWait, Duration statementTime) {
            this(lockWait, statementTime, null);
        }
    }
}
