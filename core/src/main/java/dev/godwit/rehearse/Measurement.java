package dev.godwit.rehearse;

import dev.godwit.model.TableName;
import dev.godwit.plan.Direction;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one statement, or one step that is none (a backfill), really did.
 *
 * @param place which statement it was
 * @param prediction what reading had said
 * @param held locks that it took on tables that were there before, beyond those of earlier statements of its transaction; empty
 *     where it ran outside transactions, so that its locks were gone when it ended
 * @param rewritten tables and indexes that were written anew
 * @param logBytes of write-ahead log
 * @param tableRows rows of the largest table that it works on, at the time; -1 where unknown
 */
public record Measurement(
        Place place,
        Prediction prediction,
        Optional<Map<TableName, LockLevel>> held,
        List<TableName> rewritten,
        Duration elapsed,
        long logBytes,
        long rows,
        long tableRows) {
    public Measurement {
        held = held.map(TreeMap::new);
        rewritten = List.copyOf(rewritten);
    }

    /** Which statement; {@code text} is its head, {@code ordinal} counts from 1 within the step and is 0 for a whole step. */
    public record Place(String migration, Direction direction, String step, int ordinal, String text) {}

    /** What reading said. */
    public record Prediction(Map<TableName, LockLevel> locks, Work work, boolean empties) {
        public Prediction {
            locks = Map.copyOf(locks);
        }
    }

    /** The same with the size of its tables. */
    Measurement withTableRows(long number) {
        return new Measurement(place, prediction, held, rewritten, elapsed, logBytes, rows, number);
    }

    /**
     * Where it did more than reading had said; empty where it did not. Locks up to ROW EXCLUSIVE are left out: they keep out
     * nobody but DDL.
     */
    public List<String> surprises() {
        List<String> surprises = new java.util.ArrayList<>();
        held.orElse(Map.of()).forEach((table, level) -> {
            LockLevel predicted = Names.predicted(prediction.locks(), table);
            if (level.compareTo(LockLevel.ROW_EXCLUSIVE) > 0 && level.compareTo(predicted) > 0) {
                surprises.add("took " + words(level) + " on " + table + ", which keeps out " + level.keepsOut()
                        + "; reading said " + words(predicted));
            }
        });
        if (!rewritten.isEmpty() && prediction.work() != Work.REWRITE && !prediction.empties()) {
            surprises.add("wrote anew: "
                    + String.join(
                            ", ", rewritten.stream().map(TableName::toString).toList()) + "; reading said "
                    + prediction.work().name().toLowerCase(java.util.Locale.ROOT));
        }
        return surprises;
    }

    private static String words(LockLevel level) {
        return level == LockLevel.NONE ? "no lock" : level.name().replace('_', ' ');
    }
}
