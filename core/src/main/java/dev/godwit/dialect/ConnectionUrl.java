package dev.godwit.dialect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed and validated connection URL. Its text form hides the password.
 *
 * @param scheme {@code postgresql}, {@code mysql}, {@code mariadb}, {@code sqlserver} or {@code mongodb}
 * @param port 0 where the dialect's default is meant
 * @param password the value itself; read from a reference at the moment of connecting; null where the server asks none
 * @param properties driver properties of the allow-list of the dialect
 */
public record ConnectionUrl(
        String scheme,
        String host,
        int port,
        String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> properties) {
    public ConnectionUrl {
        properties = Map.copyOf(properties);
    }

    /** The same with another database. */
    public ConnectionUrl withDatabase(String other) {
        return new ConnectionUrl(scheme, host, port, other, user, password, properties);
    }

    /** The same under another name of its scheme. */
    public ConnectionUrl withScheme(String other) {
        return new ConnectionUrl(other, host, port, database, user, password, properties);
    }

    /** For people: without password and properties. */
    @Override
    public String toString() {
        return scheme + "://" + (user == null ? "" : user + "@") + host + (port == 0 ? "" : ":" + port) + "/"
                + database;
    }
}
