package dev.godwit.app;

import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.postgres.PostgresDialect;
import dev.godwit.dialect.postgres.PostgresUrl;
import dev.godwit.engine.Kinds;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.host.Crash;
import dev.godwit.host.Host;
import dev.godwit.host.Ids;
import dev.godwit.host.Time;
import dev.godwit.sql.postgres.PostgresScripts;
import dev.godwit.steps.Steps;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All constructors: who is made of what. There is no other place that knows concrete classes of dialects. */
public final class Wiring {
    /** Set by the kill test: the crash point at which this process dies. */
    private static final String CRASH_AT = "GODWIT_CRASH_AT";

    private final Map<String, String> environment;

    /** @param environment the process's environment variables */
    public Wiring(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The process's environment variables. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The machine itself. */
    public Host host() {
        Crash crash =
                Optional.ofNullable(environment.get(CRASH_AT)).map(Crash::at).orElseGet(Crash::never);
        return new Host(Time.system(), Ids.secure(), crash);
    }

    /** What plans can contain. */
    public Kinds kinds() {
        return Steps.all();
    }

    /**
     * Reads a connection URL; what it leaves out comes from the environment (PGUSER, PGPASSWORD and the like).
     *
     * @throws dev.godwit.fault.GodwitException GW-1003
     */
    public Location location(String url) {
        if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
            PostgresUrl.Parsed parsed = PostgresUrl.parse(url, environment);
            return new Location(postgres(), parsed.url(), parsed.passwordInUrl());
        }
        for (String later : new String[] {"mysql", "mariadb", "sqlserver", "mongodb", "mongodb+srv"}) {
            if (url.startsWith(later + "://")) {
                throw Problem.of(ErrorCode.URL_WRONG, later + " is not supported by this version")
                        .exception();
            }
        }
        return new Location(postgres(), PostgresUrl.parse(url, environment).url(), false);
    }

    /** Where PGHOST and the like point; empty where they say nothing. */
    public Optional<Location> locationOfEnvironment() {
        return PostgresUrl.fromEnvironment(environment).map(url -> new Location(postgres(), url, false));
    }

    /** A place that can be connected to. */
    public record Location(Dialect dialect, ConnectionUrl url, boolean passwordInUrl) {}

    /** The dialect that scripts are read in where no database is named. */
    public Dialect defaultDialect() {
        return postgres();
    }

    /** The version of the program, from its package. */
    public String version() {
        return Objects.requireNonNullElse(Wiring.class.getPackage().getImplementationVersion(), "development");
    }

    /** This machine's name, for the record. */
    public String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Objects.requireNonNullElse(environment.get("HOSTNAME"), "unknown");
        }
    }

    private static Dialect postgres() {
        return new PostgresDialect(new PostgresScripts());
    }
}
