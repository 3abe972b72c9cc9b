package dev.godwit.dialect;

/**
 * A server and database by its own word, so that an environment is recognised whatever name or tunnel leads to it.
 *
 * @param systemIdentifier unique per installation: PostgreSQL's system identifier, MySQL's server_uuid; empty where the
 *     role may not read it
 * @param database the current database
 * @param host the address that the server sees itself at; empty for a socket
 * @param port as the server sees it
 * @param user the current user
 * @param version as printed, such as {@code 17.11}
 * @param majorVersion such as 17
 * @param replica whether it only replays another server's changes
 */
public record ServerIdentity(
        String systemIdentifier,
        String database,
        String host,
        int port,
        String user,
        String version,
        int majorVersion,
        boolean replica) {}
