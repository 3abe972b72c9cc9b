package dev.godwit.dialect.postgres;

import dev.godwit.db.Connector;
import dev.godwit.db.Database;
import dev.godwit.db.Rerun;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.host.Host;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** A PostgreSQL database. Every session gets the same safe settings, so that nothing waits or runs without a bound. */
public final class PostgresDatabase implements Database {
    /** The oldest version that still gets fixes. */
    private static final int OLDEST_MAJOR = 14;

    private static final String CONNECT_SECONDS = "10";

    /** What a URL may set, in the driver's words; {@code application_name} is not among them, it becomes part of ours. */
    private static final Map<String, String> DRIVER_PROPERTIES = Map.of(
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding");

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private static final Sql SETTINGS =
            SqlBook.load(PostgresDatabase.class, "session.sql").sql("session.settings");

    private static final Quoting QUOTING = new PostgresQuoting();

    private final ConnectionUrl url;
    private final Connector connector;

    public PostgresDatabase(ConnectionUrl url) {
        this(url, Host.system());
    }

    /** @param host by whose clock a write of Godwit's own pauses before it is sent again */
    public PostgresDatabase(ConnectionUrl url, Host host) {
        this(
                url,
                new Connector(
                        new Driver(), QUOTING, Connector.Sending.TOGETHER, new Rerun(PostgresFaults::gaveWay, host)));
    }

    private PostgresDatabase(ConnectionUrl url, Connector connector) {
        this.url = url;
        this.connector = connector;
    }

    @Override
    public Session open(String purpose) {
        Session session = connector.connect(new Connector.Target(jdbcUrl(), properties(purpose)), this::refused);
        try {
            checkVersion(session);
            setUp(session);
            return session;
        } catch (SqlFailure failure) {
            session.close();
            throw refused(failure);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public String displayName() {
        return url.toString();
    }

    @Override
    public Database sibling(String databaseName) {
        return new PostgresDatabase(url.withDatabase(databaseName), connector);
    }

    @Override
    public Quoting quoting() {
        return QUOTING;
    }

    /** Gives a session the settings that every session of ours has. */
    static void setUp(Session session) {
        session.execute(SETTINGS);
    }

    private String jdbcUrl() {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        int port = url.port() == 0 ? PostgresUrl.DEFAULT_PORT : url.port();
        return "jdbc:postgresql://" + host + ":" + port + "/"
                + URLEncoder.encode(url.database(), StandardCharsets.UTF_8);
    }

    private Properties properties(String purpose) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "5");
        // The detail of an error repeats the row; it must not reach a log by way of a stack trace.
        properties.setProperty("logServerErrorDetail", "false");
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        url.properties().forEach((name, value) -> {
            String driverName = DRIVER_PROPERTIES.get(name);
            if (driverName != null) {
                properties.setProperty(driverName, value);
            }
        });
        if (url.properties().containsKey("connect_timeout")) {
            properties.setProperty("loginTimeout", url.properties().get("connect_timeout"));
        }
        String sessionKind = url.properties().getOrDefault("target_session_attrs", "any");
        properties.setProperty("targetServerType", SERVER_TYPES.getOrDefault(sessionKind, "any"));
        properties.setProperty("ApplicationName", applicationName(purpose));
        return properties;
    }

    private String applicationName(String purpose) {
        String given = url.properties().getOrDefault("application_name", "");
        return given.isEmpty() ? purpose : purpose + " " + given;
    }

    private void checkVersion(Session session) {
        String version = session.driven(
                PGConnection.class, driver -> String.valueOf(driver.getParameterStatus("server_version")));
        String major = version.replaceFirst("[^0-9].*", "");
        if (!major.isEmpty() && Integer.parseInt(major) < OLDEST_MAJOR) {
            throw Problem.of(
                            ErrorCode.VERSION_UNSUPPORTED,
                            "the server at " + url + " is PostgreSQL " + version + "; Godwit supports " + OLDEST_MAJOR
                                    + " and newer")
                    .exception();
        }
    }

    /** What a refused connection means (manual, appendix A: classes 08, 28, 3D, 53, 57). */
    private GodwitException refused(SqlFailure failure) {
        String words = withoutPassword(failure.getMessage());
        String state = failure.sqlState();
        if (state.startsWith("28") || passwordMissing(state, words)) {
            return problem(ErrorCode.LOGIN_REFUSED, "the server refused the login to " + url + ": " + words);
        }
        if (state.equals("3D000")) {
            return Problem.of(ErrorCode.CANNOT_CONNECT, "the server has no database of that name: " + url)
                    .next("create it, or correct the name behind the last / of the URL")
                    .exception();
        }
        if (state.equals("53300")) {
            return problem(ErrorCode.CANNOT_CONNECT, "the server has no connection left for " + url + ": " + words);
        }
        return problem(
                ErrorCode.CANNOT_CONNECT,
                "no connection to " + url + ": " + (failure.hostUnknown() ? "the host is not known" : words));
    }

    /** The driver's own word for "a password is asked for and there is none"; it says the same state when TLS is refused. */
    private boolean passwordMissing(String state, String words) {
        return state.equals("08004") && url.password() == null && !words.contains("SSL");
    }

    private static GodwitException problem(ErrorCode code, String what) {
        return Problem.of(code, what).exception();
    }

    private String withoutPassword(String words) {
        String password = url.password();
        return password == null || password.isEmpty() ? words : words.replace(password, "***");
    }
}
