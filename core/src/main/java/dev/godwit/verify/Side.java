package dev.godwit.verify;

import dev.godwit.db.Database;
import dev.godwit.dialect.Dialect;

/**
 * One of two databases that are compared. Threads may share it.
 *
 * @param name for people, such as {@code source}
 * @param database to which each reader opens sessions of its own
 */
public record Side(String name, Dialect dialect, Database database) {
    /** Its name and where it is, without a password. */
    @Override
    public String toString() {
        return name + " " + database.displayName();
    }
}
