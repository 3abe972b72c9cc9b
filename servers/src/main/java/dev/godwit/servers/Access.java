package dev.godwit.servers;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who may connect to a disposable server, from this machine only.
 *
 * @param user the name of the account that may do everything
 * @param password its password, plain
 * @param database the database named in the URL; made at the start
 */
public record Access(String user, String password, String database) {
    private static final int PASSWORD_BYTES = 16;

    /** With a new, random password. */
    static Access withRandomPassword(String user, String database) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Access(user, HexFormat.of().formatHex(bytes), database);
    }

    /** The same with another user. */
    Access ofUser(String name) {
        return new Access(name, password, database);
    }

    /** The same with another password. */
    Access withPassword(String other) {
        return new Access(user, other, database);
    }

    /** The same with another database. */
    Access toDatabase(String name) {
        return new Access(user, password, name);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + database;
    }
}
