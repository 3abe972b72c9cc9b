package dev.godwit.app.cli;

import dev.godwit.app.Wiring;
import dev.godwit.app.verb.Target;
import dev.godwit.approval.Quorum;
import dev.godwit.config.Configuration;
import dev.godwit.config.Environment;
import dev.godwit.config.Origin;
import dev.godwit.config.Reference;
import dev.godwit.db.Database;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.fault.GodwitException;
import dev.godwit.gate.GateQuestion.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which database is meant, by flag, environment and file, and what is demanded of whoever changes it. */
final class TargetChoice {
    /** Requirement: a dry run and a tested rollback are of the last day. */
    private static final Duration REHEARSAL_AGE = Duration.ofDays(1);

    private final Godwit root;
    private final Configuration configuration;

    TargetChoice(Godwit root) {
        this.root = root;
        this.configuration = root.configuration();
    }

    /** Whether a flag or the process's environment names a database; what only a file names does not count. */
    boolean named() {
        Origin.Kind kind = configuration.selectedOrigin().kind();
        return kind == Origin.Kind.FLAG
                || kind == Origin.Kind.ENVIRONMENT
                || root.wiring().locationOfEnvironment().isPresent();
    }

    /** Whether anything at all names a database. */
    boolean any() {
        return configuration.selected() != null
                || root.wiring().locationOfEnvironment().isPresent();
    }

    /** Connects. */
    Target open() {
        Optional<Environment> environment = environment();
        Wiring.Location location = location();
        warn(location);
        Policy policy = policy(environment.orElse(null), location.url().database());
        return connected(location, policy);
    }

    /** Where the database is that is named. */
    Wiring.Location location() {
        return environment()
                .map(environment -> root.wiring().location(environment.url()))
                .or(root.wiring()::locationOfEnvironment)
                .orElseThrow(() -> new IllegalStateException("nothing is named"));
    }

    /** Connects to another database than the chosen one; nothing is demanded of it unless it is a protected one itself. */
    Target open(String url) {
        Wiring.Location location = root.wiring().location(url);
        Policy policy = policy(null, location.url().database());
        return connected(location, policy);
    }

    private Target connected(Wiring.Location location, Policy policy) {
        root.reaches(location.dialect());
        Target target = Target.open(location.dialect().database(location.url()), location.dialect(), policy);
        return recognised(target, location);
    }

    /** Connects to an environment by its name, with what is demanded of whoever changes it. */
    Target openEnvironment(String name) {
        Environment environment = configuration.environment(name);
        Wiring.Location location = root.wiring().location(environment.url());
        return connected(location, policy(environment, location.url().database()));
    }

    /** Connects to the staging database that the environment names; empty where it names none. */
    Optional<Target> staging() {
        if (!any()) {
            return Optional.empty();
        }
        return environment().map(Environment::staging).map(reference -> {
            Wiring.Location location = root.wiring().location(reference);
            return connected(location, policy(null, location.url().database()));
        });
    }

    /** The replicas that the environment names. */
    List<Database> replicas() {
        return environment().map(Environment::replicas).orElse(List.of()).stream()
                .map(root.wiring()::location)
                .map(location -> location.dialect().database(location.url()))
                .toList();
    }

    /** An environment with the URL of the command line, where both are given: its demands stay. */
    private Optional<Environment> environment() {
        if (root.url != null && root.environment != null) {
            return Optional.of(configuration.environment(root.environment).at(root.url));
        }
        boolean described = root.wiring().locationOfEnvironment().isPresent();
        return configuration.selected() == null && described ? Optional.empty() : Optional.of(configuration.target());
    }

    private void warn(Wiring.Location location) {
        if (root.quiet) {
            return;
        }
        if (root.url != null && location.passwordInUrl()) {
            root.tell(
                    "warning: a password in the URL shows in the process list; use PGPASSWORD, ~/.pgpass or MYSQL_PWD");
        }
        configuration.notes().forEach(note -> root.tell("warning: " + note));
    }

    /**
     * A protected environment is known by its own identity, whatever URL or tunnel leads to it; where the configuration names
     * none, by host, port and database.
     */
    private Target recognised(Target target, Wiring.Location location) {
        String identity = target.identity().systemIdentifier();
        return configuration.environments().values().stream()
                .filter(Environment::guarded)
                .filter(known -> known.identity() == null
                        ? isPlace(known.url(), location)
                        : known.identity().equals(identity))
                .filter(known -> !known.name().equals(target.policy().environment()))
                .findFirst()
                .map(known -> {
                    root.tell("warning: by its " + (known.identity() == null ? "address" : "system identifier")
                            + " this server is environment " + known.name() + ", which is protected");
                    return target.under(policy(known, target.identity().database()));
                })
                .orElse(target);
    }

    private boolean isPlace(Reference url, Wiring.Location other) {
        try {
            ConnectionUrl known = root.wiring().location(url).url();
            return known.host().equalsIgnoreCase(other.url().host())
                    && known.port() == other.url().port()
                    && known.database().equals(other.url().database());
        } catch (GodwitException unreadable) {
            // A reference in it leads nowhere on this machine; then its identity is what it can be known by.
            return false;
        }
    }

    private Policy policy(@Nullable Environment environment, String database) {
        if (environment == null) {
            return new Policy(
                    database,
                    false,
                    Optional.empty(),
                    false,
                    false,
                    false,
                    REHEARSAL_AGE,
                    Environment.Hours.ALWAYS,
                    Quorum.NOBODY);
        }
        boolean configured = configuration.environments().containsKey(environment.name());
        return new Policy(
                configured ? environment.name() : database,
                environment.guarded(),
                Optional.ofNullable(environment.identity()),
                environment.required().ticket(),
                environment.required().reviewer(),
                environment.required().rehearsal(),
                REHEARSAL_AGE,
                environment.hours(),
                environment.quorum());
    }
}
