package dev.godwit.dialect.postgres;

import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.ConnectionUrls;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbcurlresolver.PgServiceConfParser;

/**
 * Reads a PostgreSQL connection URL. What it leaves out comes, as with psql, from the service named by PGSERVICE, then from
 * PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE and PGSSLMODE. A password in the file {@code ~/.pgpass} (or PGPASSFILE) is
 * read by the driver itself when neither gives one. Properties outside a short list are refused, because some of the
 * driver's options load classes or write files.
 */
public final class PostgresUrl {
    /** The port of PostgreSQL by default. */
    static final int DEFAULT_PORT = 5432;

    private static final String SCHEME = "postgresql";

    /** What may stand behind the question mark; the names are those of psql. */
    private static final Set<String> ALLOWED = new TreeSet<>(Set.of(
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "connect_timeout",
            "application_name",
            "target_session_attrs",
            "channel_binding"));

    private static final Map<String, Set<String>> VALUES = Map.of(
            "sslmode", Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
            "target_session_attrs", Set.of("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
            "channel_binding", Set.of("disable", "prefer", "require"));

    /** The longest wait for a connection that a URL may ask for. */
    private static final int MAX_CONNECT_SECONDS = 300;

    private PostgresUrl() {}

    /**
     * A URL that was read.
     *
     * @param passwordInUrl whether the URL itself held the password, where others may see it: worth a warning
     */
    public record Parsed(ConnectionUrl url, boolean passwordInUrl) {}

    /**
     * Reads a URL.
     *
     * @param environment the process's environment variables
     * @throws dev.godwit.fault.GodwitException GW-1003, never with the URL's text
     */
    public static Parsed parse(String text, Map<String, String> environment) {
        ConnectionUrls.Parts parts = ConnectionUrls.parse(text);
        if (!parts.scheme().equals(SCHEME)) {
            throw ConnectionUrls.wrong("the URL's scheme is not " + SCHEME);
        }
        parts.properties().forEach(PostgresUrl::checkProperty);
        return new Parsed(completed(parts, environment), parts.password() != null);
    }

    /** The connection that the environment alone describes; empty where it has no PGHOST, PGSERVICE or PGDATABASE. */
    public static Optional<ConnectionUrl> fromEnvironment(Map<String, String> environment) {
        boolean described = environment.containsKey("PGHOST")
                || environment.containsKey("PGSERVICE")
                || environment.containsKey("PGDATABASE");
        ConnectionUrls.Parts nothing = new ConnectionUrls.Parts(SCHEME, "", null, "", 0, "", Map.of());
        return described ? Optional.of(completed(nothing, environment)) : Optional.empty();
    }

    private static ConnectionUrl completed(ConnectionUrls.Parts parts, Map<String, String> environment) {
        Defaults defaults = Defaults.of(environment);
        String user = or(parts.user(), defaults.get("user", "PGUSER"));
        if (user.isEmpty()) {
            user = environment.getOrDefault("USER", "");
        }
        if (user.isEmpty()) {
            throw ConnectionUrls.wrong("no user is given, neither in the URL nor by PGUSER");
        }
        String host = or(or(parts.host(), defaults.get("host", "PGHOST")), "localhost");
        if (host.startsWith("/") || host.startsWith("@")) {
            throw ConnectionUrls.wrong(
                    "the host is a Unix socket; Godwit connects by TCP, name a host such as localhost");
        }
        String database = or(or(parts.database(), defaults.get("dbname", "PGDATABASE")), user);
        String password = parts.password() == null ? defaults.get("password", "PGPASSWORD") : parts.password();
        return new ConnectionUrl(
                SCHEME,
                host,
                port(parts, defaults),
                database,
                user,
                password.isEmpty() ? null : password,
                properties(parts, defaults));
    }

    private static int port(ConnectionUrls.Parts parts, Defaults defaults) {
        int port = parts.port() == 0 ? ConnectionUrls.port(defaults.get("port", "PGPORT")) : parts.port();
        return port == 0 ? DEFAULT_PORT : port;
    }

    private static Map<String, String> properties(ConnectionUrls.Parts parts, Defaults defaults) {
        Map<String, String> properties = new HashMap<>(parts.properties());
        Map.of("sslmode", "PGSSLMODE", "sslrootcert", "PGSSLROOTCERT", "sslcert", "PGSSLCERT", "sslkey", "PGSSLKEY")
                .forEach((property, variable) -> {
                    String value = defaults.get(property, variable);
                    if (!value.isEmpty()) {
                        checkProperty(property, value);
                        properties.putIfAbsent(property, value);
                    }
                });
        return properties;
    }

    private static void checkProperty(String name, String value) {
        if (!ALLOWED.contains(name)) {
            throw ConnectionUrls.wrong("the property " + name.toLowerCase(Locale.ROOT)
                    + " is not allowed in the URL; allowed are " + String.join(", ", ALLOWED));
        }
        Set<String> values = VALUES.get(name);
        if (values != null && !values.contains(value)) {
            throw ConnectionUrls.wrong("the property " + name + " is not one of " + new TreeSet<>(values));
        }
        if (name.equals("connect_timeout") && !isSeconds(value)) {
            throw ConnectionUrls.wrong("connect_timeout is not a number of seconds from 1 to " + MAX_CONNECT_SECONDS);
        }
    }

    private static boolean isSeconds(String value) {
        return value.matches("[0-9]{1,3}")
                && Integer.parseInt(value) >= 1
                && Integer.parseInt(value) <= MAX_CONNECT_SECONDS;
    }

    private static String or(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    /** What the service file and the environment say, in this order. */
    private record Defaults(Function<String, @Nullable String> service, Map<String, String> environment) {
        static Defaults of(Map<String, String> environment) {
            String name = environment.getOrDefault("PGSERVICE", "");
            if (name.isEmpty()) {
                return new Defaults(property -> null, environment);
            }
            Properties properties = PgServiceConfParser.getServiceProperties(name);
            if (properties == null) {
                throw ConnectionUrls.wrong("PGSERVICE names a service that no service file describes: " + name);
            }
            // The driver's reader gives host, port and database under names of its own.
            Map<String, String> own = Map.of("host", "PGHOST", "port", "PGPORT", "dbname", "PGDBNAME");
            return new Defaults(property -> properties.getProperty(own.getOrDefault(property, property)), environment);
        }

        /** Empty where neither says anything. */
        String get(String property, String variable) {
            String value = service.apply(property);
            return value == null ? environment.getOrDefault(variable, "") : value;
        }
    }
}
