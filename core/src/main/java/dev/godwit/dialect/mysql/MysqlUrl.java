package dev.godwit.dialect.mysql;

import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.ConnectionUrls;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a connection URL of MySQL or MariaDB; the schemes mean the same, and the one given is printed. What it leaves out comes, as with the servers' own
 * clients, from MYSQL_HOST, MYSQL_TCP_PORT, MYSQL_PWD and USER. Properties outside a short list are refused, because some of
 * the driver's options load classes, read files, or let one message carry statements that nobody judged.
 */
public final class MysqlUrl {
    /** The port of both servers by default. */
    static final int DEFAULT_PORT = 3306;

    /** What is asked of TLS where the URL says nothing. */
    static final String DEFAULT_SSLMODE = "disable";

    private static final String SCHEME = "mysql";

    private static final String OTHER_SCHEME = "mariadb";

    /** What may stand behind the question mark. */
    private static final Set<String> ALLOWED = new TreeSet<>(
            Set.of("sslmode", "sslrootcert", "connect_timeout", "application_name", "get_server_public_key", "ledger"));

    private static final Map<String, Set<String>> VALUES = Map.of(
            "sslmode", Set.of("disable", "require", "verify-ca", "verify-full"),
            "get_server_public_key", Set.of("true", "false"),
            "ledger", Set.of("database", "tables"));

    /** The longest wait for a connection that a URL may ask for. */
    private static final int MAX_CONNECT_SECONDS = 300;

    private MysqlUrl() {}

    /**
     * A URL that was read.
     *
     * @param passwordInUrl whether the URL itself held the password, where others may see it: worth a warning
     */
    public record Parsed(ConnectionUrl url, boolean passwordInUrl) {
        /** Where the ledger stands: {@code ledger=tables} behind the URL puts it into the database itself. */
        public LedgerPlace ledger() {
            return LedgerPlace.of(url.properties().getOrDefault("ledger", "database"));
        }
    }

    /** Whether a URL is one of these. */
    public static boolean reads(String text) {
        return text.startsWith(SCHEME + "://") || text.startsWith(OTHER_SCHEME + "://");
    }

    /**
     * Reads a URL.
     *
     * @param environment the process's environment variables
     * @throws dev.godwit.fault.GodwitException GW-1003, never with the URL's text
     */
    public static Parsed parse(String text, Map<String, String> environment) {
        boolean other = text.startsWith(OTHER_SCHEME + "://");
        ConnectionUrls.Parts parts =
                ConnectionUrls.parse(other ? SCHEME + text.substring(OTHER_SCHEME.length()) : text);
        if (!parts.scheme().equals(SCHEME)) {
            throw ConnectionUrls.wrong("the URL's scheme is neither " + SCHEME + " nor " + OTHER_SCHEME);
        }
        parts.properties().forEach(MysqlUrl::checkProperty);
        ConnectionUrl url = completed(parts, environment);
        return new Parsed(other ? url.withScheme(OTHER_SCHEME) : url, parts.password() != null);
    }

    /** The connection that the environment alone describes; empty where it has no MYSQL_HOST or no MYSQL_DATABASE. */
    public static Optional<Parsed> fromEnvironment(Map<String, String> environment) {
        boolean described = environment.containsKey("MYSQL_HOST") && environment.containsKey("MYSQL_DATABASE");
        ConnectionUrls.Parts nothing = new ConnectionUrls.Parts(
                SCHEME, "", null, "", 0, environment.getOrDefault("MYSQL_DATABASE", ""), Map.of());
        return described ? Optional.of(new Parsed(completed(nothing, environment), false)) : Optional.empty();
    }

    private static ConnectionUrl completed(ConnectionUrls.Parts parts, Map<String, String> environment) {
        String user = or(parts.user(), environment.getOrDefault("USER", ""));
        if (user.isEmpty()) {
            throw ConnectionUrls.wrong("no user is given, neither in the URL nor by USER");
        }
        if (parts.database().isEmpty()) {
            throw ConnectionUrls.wrong("the URL names no database; the ledger is kept for each database of a server");
        }
        String host = or(or(parts.host(), environment.getOrDefault("MYSQL_HOST", "")), "localhost");
        if (host.startsWith("/")) {
            throw ConnectionUrls.wrong(
                    "the host is a Unix socket; Godwit connects by TCP, name a host such as localhost");
        }
        String password = parts.password() == null ? environment.getOrDefault("MYSQL_PWD", "") : parts.password();
        int port =
                parts.port() == 0 ? ConnectionUrls.port(environment.getOrDefault("MYSQL_TCP_PORT", "")) : parts.port();
        return new ConnectionUrl(
                SCHEME,
                host,
                port == 0 ? DEFAULT_PORT : port,
                parts.database(),
                user,
                password.isEmpty() ? null : password,
                parts.properties());
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
}
