package dev.godwit.db;

import dev.godwit.sql.Quoting;

/**
 * A database that sessions can be opened to. Threads may share it. The URL, with its password, stays inside.
 */
public interface Database {
    /**
     * Opens a session with the dialect's safe settings.
     *
     * @param purpose shown by the server beside the session, such as {@code godwit lease}
     * @throws dev.godwit.fault.GodwitException GW-1006, GW-1007 or GW-1009, without the password
     */
    Session open(String purpose);

    /** The URL without its password, for people. */
    String displayName();

    /** The same server, another database on it. */
    Database sibling(String databaseName);

    /** How its server quotes. */
    Quoting quoting();
}
