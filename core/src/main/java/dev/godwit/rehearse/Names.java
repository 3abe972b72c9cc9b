package dev.godwit.rehearse;

import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import java.util.Map;

/** Names in scripts, which may lack their schema, against names of the catalog, which have it. */
final class Names {
    private Names() {}

    /** Whether {@code written} can mean {@code table}. */
    static boolean mean(TableName written, TableName table) {
        return written.name().equals(table.name())
                && (written.schema() == null || written.schema().equals(table.schema()));
    }

    /** The lock that reading predicts for a table of the catalog; NONE where it predicts nothing. */
    static LockLevel predicted(Map<TableName, LockLevel> locks, TableName table) {
        return locks.entrySet().stream()
                .filter(lock -> mean(lock.getKey(), table))
                .map(Map.Entry::getValue)
                .reduce(LockLevel.NONE, LockLevel::max);
    }
}
