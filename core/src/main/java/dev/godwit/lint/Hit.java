package dev.godwit.lint;

import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import org.jspecify.annotations.Nullable;

/**
 * A rule's check has found something.
 *
 * @param scene the statement; null where the migration as a whole is meant
 * @param table the table it is about; null for none
 * @param message one sentence without a full stop, naming the object
 * @param lock that hurts; null for the one that the statement takes on the table
 * @param atMost the severity is not above this; null leaves the rule's
 */
public record Hit(
        @Nullable Scene scene,
        @Nullable TableName table,
        String message,
        @Nullable LockLevel lock,
        @Nullable Severity atMost) {
    /** This hit with a bound on its severity. */
    public Hit atMost(Severity severity) {
        return new Hit(scene, table, message, lock, severity);
    }

    /** This hit about a lock that another statement took. */
    public Hit holding(LockLevel held) {
        return new Hit(scene, table, message, held, atMost);
    }
}
