package dev.godwit.dialect.mysql;

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
import java.util.Set;
import org.mariadb.jdbc.Driver;

/** A database of MySQL or MariaDB. Every session gets the same safe settings, so that nothing waits or runs without a bound. */
public final class MysqlDatabase implements Database {
    private static final int CONNECT_SECONDS = 10;

    /** The words of URLs in those of the driver; require trusts any certificate, as elsewhere. */
    private static final Map<String, String> SSL_MODES = Map.of(
            "disable", "disable",
            "require", "trust",
            "verify-ca", "verify-ca",
            "verify-full", "verify-full");

    /** Access denied to the server, to the database; an account that is locked, expired, or asks for another way in. */
    private static final Set<Integer> LOGIN_REFUSED = Set.of(1045, 1044, 1698, 1862, 3118, 4151, 1820);

    private static final int UNKNOWN_DATABASE = 1049;

    private static final Set<Integer> TOO_MANY = Set.of(1040, 1203, 1226);

    /** No right to change the table, or no such table. */
    private static final Set<Integer> RECORD_NOT_FOR_US = Set.of(1044, 1142, 1143, 1146, 1227);

    private static final SqlBook BOOK = SqlBook.load(MysqlDatabase.class, "session.sql");

    private static final Sql SETTINGS = BOOK.sql("session.settings");

    private static final Sql UNRECORDED = BOOK.sql("session.unrecorded");

    private static final Quoting QUOTING = new MysqlQuoting();

    private final ConnectionUrl url;
    private final Connector connector;

    public MysqlDatabase(ConnectionUrl url) {
        this(url, Host.system());
    }

    /** @param host by whose clock a write of Godwit's own pauses before it is sent again */
    public MysqlDatabase(ConnectionUrl url, Host host) {
        this(
                url,
                new Connector(
                        new Driver(), QUOTING, Connector.Sending.ONE_BY_ONE, new Rerun(MysqlFaults::gaveWay, host)));
    }

    private MysqlDatabase(ConnectionUrl url, Connector connector) {
        this.url = url;
        this.connector = connector;
    }

    @Override
    public Session open(String purpose) {
        Session session = connector.connect(new Connector.Target(jdbcUrl(), properties(purpose)), this::refused);
        try {
            MysqlVersion.of(session).requireSupported(url);
            setUp(session);
            leaveOutOfTheRecord(session);
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
        return new MysqlDatabase(url.withDatabase(databaseName), connector);
    }

    @Override
    public Quoting quoting() {
        return QUOTING;
    }

    /** Gives a session the settings that every session of ours has. */
    static void setUp(Session session) {
        session.execute(SETTINGS);
    }

    /** So that what MySQL records of statements tells of others: how long theirs take beside ours is what a guard asks. */
    private static void leaveOutOfTheRecord(Session session) {
        if (Family.of(session) == Family.MARIADB) {
            return;
        }
        try {
            session.execute(UNRECORDED);
        } catch (SqlFailure failure) {
            // Who may not is recorded like anybody, and the guard does without.
            if (!RECORD_NOT_FOR_US.contains(failure.vendorCode())) {
                throw failure;
            }
        }
    }

    private String jdbcUrl() {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        int port = url.port() == 0 ? MysqlUrl.DEFAULT_PORT : url.port();
        return "jdbc:mariadb://" + host + ":" + port + "/" + URLEncoder.encode(url.database(), StandardCharsets.UTF_8);
    }

    private Properties properties(String purpose) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", String.valueOf(1_000L * connectSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        // A second statement in a message is one that nobody judged, and a file of this machine is nobody's to send.
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("allowLocalInfile", "false");
        // Instants go in and out as UTC, whatever zone this machine is in; session.sql sets the server's side.
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("preserveInstants", "true");
        properties.setProperty("useResetConnection", "true");
        properties.setProperty("connectionAttributes", "program_name:" + applicationName(purpose));
        properties.setProperty("sslMode", sslMode());
        properties.setProperty(
                "allowPublicKeyRetrieval", url.properties().getOrDefault("get_server_public_key", "false"));
        if (url.properties().containsKey("sslrootcert")) {
            properties.setProperty("serverSslCert", url.properties().get("sslrootcert"));
        }
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        return properties;
    }

    private int connectSeconds() {
        String given = url.properties().get("connect_timeout");
        return given == null ? CONNECT_SECONDS : Integer.parseInt(given);
    }

    private String sslMode() {
        String given = url.properties().getOrDefault("sslmode", MysqlUrl.DEFAULT_SSLMODE);
        return SSL_MODES.getOrDefault(given, given);
    }

    /** The driver separates attributes by commas and colons. */
    private String applicationName(String purpose) {
        String given = url.properties().getOrDefault("application_name", "").replaceAll("[,:]", " ");
        return given.isEmpty() ? purpose : purpose + " " + given;
    }

    private GodwitException refused(SqlFailure failure) {
        String words = withoutPassword(failure.getMessage());
        int number = failure.vendorCode();
        if (LOGIN_REFUSED.contains(number) || failure.sqlState().startsWith("28")) {
            return problem(ErrorCode.LOGIN_REFUSED, "the server refused the login to " + url + ": " + words);
        }
        if (number == UNKNOWN_DATABASE) {
            return Problem.of(ErrorCode.CANNOT_CONNECT, "the server has no database of that name: " + url)
                    .next("create it, or correct the name behind the last / of the URL")
                    .exception();
        }
        if (TOO_MANY.contains(number)) {
            return problem(ErrorCode.CANNOT_CONNECT, "the server has no connection left for " + url + ": " + words);
        }
        return problem(ErrorCode.CANNOT_CONNECT, "no connection to " + url + ": " + words);
    }

    private static GodwitException problem(ErrorCode code, String what) {
        return Problem.of(code, what).exception();
    }

    private String withoutPassword(String words) {
        String password = url.password();
        return password == null || password.isEmpty() ? words : words.replace(password, "***");
    }
}
