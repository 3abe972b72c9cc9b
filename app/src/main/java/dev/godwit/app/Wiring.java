package dev.godwit.app;

import dev.godwit.config.BackfillDefaults;
import dev.godwit.config.ConfigReader;
import dev.godwit.config.ConfigSources;
import dev.godwit.config.Configuration;
import dev.godwit.config.Reference;
import dev.godwit.data.PaceLimits;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.mysql.LedgerPlace;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.mysql.MysqlUrl;
import dev.godwit.dialect.postgres.PostgresDialect;
import dev.godwit.dialect.postgres.PostgresUrl;
import dev.godwit.engine.Kinds;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.host.Crash;
import dev.godwit.host.Host;
import dev.godwit.host.Ids;
import dev.godwit.host.Time;
import dev.godwit.sql.mysql.MysqlScripts;
import dev.godwit.sql.postgres.PostgresScripts;
import dev.godwit.steps.Steps;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All constructors: who is made of what. There is no other place that knows concrete classes of dialects. */
public final class Wiring {
    /** Set by the kill test: the crash point at which this process dies. */
    private static final String CRASH_AT = "GODWIT_CRASH_AT";

    private final Map<String, String> environment;
    private final Host host;
    private final Path directory;

    /** @param environment the process's environment variables */
    public Wiring(Map<String, String> environment) {
        this(environment, machine(environment));
    }

    /**
     * For a program within another one.
     *
     * @param host the clock, names and crash points it is given instead of the machine's
     */
    public Wiring(Map<String, String> environment, Host host) {
        this(environment, host, Path.of(""));
    }

    private Wiring(Map<String, String> environment, Host host, Path directory) {
        this.environment = Map.copyOf(environment);
        this.host = host;
        this.directory = directory;
    }

    /** The process's environment variables. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Clock, names and crash points. */
    public Host host() {
        return host;
    }

    /** The same program in another working directory. */
    public Wiring in(Path directory) {
        return new Wiring(environment, host, directory);
    }

    /** A path as a person typed it, from the working directory. */
    public Path path(Path typed) {
        return directory.resolve(typed);
    }

    /** What plans can contain, with the defaults of Godwit itself. */
    public Kinds kinds() {
        return Steps.all();
    }

    /** What plans can contain, with the configured defaults, and the databases that they can name. */
    public Kinds kinds(Configuration configuration) {
        BackfillDefaults backfill = configuration.backfill();
        PaceLimits pace = new PaceLimits(
                backfill.rows(), backfill.minimum(), backfill.maximum(), backfill.target(), backfill.workers(), null);
        return Steps.all(pace, new PlanPlaces(this, configuration));
    }

    /**
     * The configuration: flags, environment variables, project file, user file, defaults.
     *
     * @param named the file of {@code --config}; null to look for {@code godwit.yaml}
     * @param flags by path
     * @throws dev.godwit.fault.GodwitException all problems at once
     */
    public Configuration configuration(@Nullable Path named, Map<String, String> flags) {
        return ConfigReader.read(ConfigSources.find(directory, named, flags, environment));
    }

    /** Reads a connection URL that may refer to secrets. */
    public Location location(Reference url) {
        return location(url.resolve(new Secrets(environment, directory)));
    }

    /** Secrets by reference: variables and files. */
    private record Secrets(Map<String, String> environment, Path directory) implements Reference.Secrets {
        @Override
        public Optional<String> variable(String name) {
            return Optional.ofNullable(environment.get(name));
        }

        @Override
        public Optional<String> file(String path) {
            try {
                return Optional.of(Files.readString(directory.resolve(path)).stripTrailing());
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }
    }

    /**
     * Reads a connection URL; what it leaves out comes from the environment (PGUSER, PGPASSWORD, MYSQL_PWD and the like).
     *
     * @throws dev.godwit.fault.GodwitException GW-1003
     */
    public Location location(String url) {
        if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
            PostgresUrl.Parsed parsed = PostgresUrl.parse(url, environment);
            return new Location(postgres(), parsed.url(), parsed.passwordInUrl());
        }
        if (MysqlUrl.reads(url)) {
            MysqlUrl.Parsed parsed = MysqlUrl.parse(url, environment);
            return new Location(mysql(parsed.ledger()), parsed.url(), parsed.passwordInUrl());
        }
        for (String later : new String[] {"sqlserver", "mongodb", "mongodb+srv"}) {
            if (url.startsWith(later + "://")) {
                throw Problem.of(ErrorCode.URL_WRONG, later + " is not supported by this version")
                        .exception();
            }
        }
        return new Location(postgres(), PostgresUrl.parse(url, environment).url(), false);
    }

    /** Where PGHOST or MYSQL_HOST and the like point; empty where they say nothing. */
    public Optional<Location> locationOfEnvironment() {
        return PostgresUrl.fromEnvironment(environment)
                .map(url -> new Location(postgres(), url, false))
                .or(() -> MysqlUrl.fromEnvironment(environment)
                        .map(parsed -> new Location(mysql(parsed.ledger()), parsed.url(), false)));
    }

    /** A place that can be connected to. */
    public record Location(Dialect dialect, ConnectionUrl url, boolean passwordInUrl) {}

    /** The dialect that scripts are read in where no database is named. */
    public Dialect defaultDialect() {
        return postgres();
    }

    /**
     * A dialect by a name that people use for it.
     *
     * @throws dev.godwit.fault.GodwitException GW-1005 for any other name
     */
    public Dialect dialect(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "postgresql", "postgres", "pg" -> postgres();
            case "mysql", "mariadb" -> mysql(LedgerPlace.DATABASE);
            default ->
                throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "no dialect is called " + name)
                        .next("--dialect postgresql, or --dialect mysql (which MariaDB is too)")
                        .exception();
        };
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

    private static Host machine(Map<String, String> environment) {
        Crash crash =
                Optional.ofNullable(environment.get(CRASH_AT)).map(Crash::at).orElseGet(Crash::never);
        return new Host(Time.system(), Ids.secure(), crash);
    }

    private Dialect postgres() {
        return new PostgresDialect(new PostgresScripts(), host);
    }

    private Dialect mysql(LedgerPlace ledger) {
        return new MysqlDialect(new MysqlScripts(), ledger, host);
    }
}
