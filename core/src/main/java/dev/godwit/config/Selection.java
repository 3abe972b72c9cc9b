package dev.godwit.config;

import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Tree;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which database is meant: {@code --url}, {@code --env}, {@code GODWIT_URL}, {@code GODWIT_ENV}, the file's
 * {@code environment}, the only environment there is, and last {@code PGHOST} and its like. One thread, one use.
 */
final class Selection {
    private final SortedMap<String, Environment> environments;
    private @Nullable Environment environment;
    private Origin origin = Origin.DEFAULT;

    Selection(
            ConfigSources sources,
            SortedMap<String, Environment> environments,
            Optional<String> named,
            Layers layers,
            Tree.Mapping merged) {
        this.environments = environments;
        Map<String, String> flags = sources.flags();
        Map<String, String> variables = sources.variables();
        url(flags.get("url"), new Origin(Origin.Kind.FLAG, "--url"));
        name(flags.get("env"), new Origin(Origin.Kind.FLAG, "--env"));
        url(variables.get("GODWIT_URL"), new Origin(Origin.Kind.ENVIRONMENT, "GODWIT_URL"));
        name(variables.get("GODWIT_ENV"), new Origin(Origin.Kind.ENVIRONMENT, "GODWIT_ENV"));
        name(named.orElse(null), layers.origin(merged.get("environment")));
        if (environments.size() == 1) {
            Tree all = merged.get(ConfigFields.ENVIRONMENTS);
            name(environments.firstKey(), layers.origin(all));
        }
        url(fromPostgres(variables), new Origin(Origin.Kind.ENVIRONMENT, "PGHOST, PGPORT, PGDATABASE, PGUSER"));
    }

    @Nullable
    Environment environment() {
        return environment;
    }

    Origin origin() {
        return origin;
    }

    private void url(@Nullable String url, Origin from) {
        if (environment == null && url != null && !url.isBlank()) {
            environment = Environment.ofUrl(url);
            origin = from;
        }
    }

    private void name(@Nullable String name, Origin from) {
        if (environment != null || name == null || name.isBlank()) {
            return;
        }
        environment = environments.get(name);
        origin = from;
        if (environment == null) {
            throw Problem.of(
                            ErrorCode.CONFIGURATION_WRONG,
                            "no environment is called " + name
                                    + DidYouMean.hint(name, new ArrayList<>(environments.keySet())))
                    .at(dev.godwit.fault.Place.of(from.place()))
                    .next("add it to " + ConfigSources.FILE + ", or give --url")
                    .exception();
        }
    }

    /** The password stays where it is: the driver's own reading of PGPASSWORD and .pgpass applies when connecting. */
    private static @Nullable String fromPostgres(Map<String, String> variables) {
        String host = variables.get("PGHOST");
        String database = variables.getOrDefault("PGDATABASE", variables.get("PGUSER"));
        if (host == null || host.startsWith("/") || database == null) {
            return null;
        }
        String user = variables.get("PGUSER");
        String port = variables.get("PGPORT");
        return "postgresql://" + (user == null ? "" : user + "@") + host + (port == null ? "" : ":" + port) + "/"
                + database;
    }
}
