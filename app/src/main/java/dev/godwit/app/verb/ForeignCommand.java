package dev.godwit.app.verb;

import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of the user's own installation of another migration tool that takes its last migrations back. Arguments are a list
 * and never pass a shell; user and password go by the environment, which the process list does not show.
 *
 * @param calls the command lines, to be carried out in order
 * @param environment added to ours
 */
public record ForeignCommand(List<List<String>> calls, Map<String, String> environment) {
    public ForeignCommand {
        calls = List.copyOf(calls);
        environment = Map.copyOf(environment);
    }

    /**
     * What is wanted of a tool.
     *
     * @param steps how many migrations it takes back
     * @param further arguments of the user's own, such as {@code --changelog-file=db.sql}
     * @param usualUrl the DATABASE_URL that the tool runs with otherwise; empty for none
     * @param serverVersion as the server tells it: tools in Java take another driver for MariaDB
     */
    public record Wish(int steps, List<String> further, String usualUrl, String serverVersion) {
        private static final Set<String> MYSQLS = Set.of("mysql", "mysql2", "mariadb", "trilogy");

        public Wish {
            further = List.copyOf(further);
        }

        /** Whether the user's own arguments say it already. */
        boolean names(String argument) {
            return further.stream().anyMatch(own -> own.startsWith(argument));
        }

        /** The scheme by which the tool's drivers are found: as it runs otherwise ({@code mysql+pymysql}), else the usual one. */
        String scheme(ConnectionUrl url, String mysql) {
            boolean mysqls = MYSQLS.contains(url.scheme());
            String usual = usualUrl.contains("://") ? usualUrl.substring(0, usualUrl.indexOf("://")) : "";
            String family = usual.replaceFirst("\\+.*", "");
            boolean same = mysqls ? MYSQLS.contains(family) : family.startsWith("postgres");
            if (same) {
                return usual;
            }
            return mysqls ? mysql : "postgresql";
        }
    }

    /** With its passwords left out. */
    @Override
    public String toString() {
        return calls.toString();
    }

    /**
     * What takes {@code steps} migrations back.
     *
     * @param tool {@code flyway}, {@code liquibase}, {@code alembic} or {@code rails}
     * @throws dev.godwit.fault.GodwitException where there is no such tool
     */
    public static ForeignCommand rollback(String tool, ConnectionUrl url, Wish wish) {
        int steps = wish.steps();
        List<String> further = wish.further();
        return switch (tool.toLowerCase(Locale.ROOT)) {
            case "flyway" -> flyway(url, wish);
            case "liquibase" -> liquibase(url, wish);
            case "alembic" ->
                once(url, wish.scheme(url, "mysql"), joined(List.of("alembic", "downgrade", "-" + steps), further));
            case "rails" ->
                once(
                        url,
                        wish.scheme(url, "mysql2"),
                        joined(List.of("bundle", "exec", "rails", "db:rollback", "STEP=" + steps), further));
            default ->
                throw Problem.of(ErrorCode.USAGE_WRONG, "no command of " + tool + " is known")
                        .next("--with flyway, liquibase, alembic or rails")
                        .exception();
        };
    }

    /** Flyway undoes one at a time. */
    private static ForeignCommand flyway(ConnectionUrl url, Wish wish) {
        List<String> call = new ArrayList<>(List.of("flyway"));
        if (!wish.names("-url=")) {
            call.add("-url=" + jdbc(url, wish));
        }
        call.addAll(wish.further());
        call.add("undo");
        return new ForeignCommand(
                Collections.nCopies(wish.steps(), call), login(url, "FLYWAY_USER", "FLYWAY_PASSWORD"));
    }

    /** Global arguments stand before the command, its own behind. */
    private static ForeignCommand liquibase(ConnectionUrl url, Wish wish) {
        List<String> call = new ArrayList<>(List.of("liquibase", "rollback-count"));
        if (!wish.names("--url=")) {
            call.add("--url=" + jdbc(url, wish));
        }
        call.add("--count=" + wish.steps());
        call.addAll(wish.further());
        return new ForeignCommand(
                List.of(call), login(url, "LIQUIBASE_COMMAND_USERNAME", "LIQUIBASE_COMMAND_PASSWORD"));
    }

    private static ForeignCommand once(ConnectionUrl url, String scheme, List<String> call) {
        Map<String, String> environment = new LinkedHashMap<>(login(url, "PGUSER", "PGPASSWORD"));
        environment.put("DATABASE_URL", scheme + "://" + authority(url));
        return new ForeignCommand(List.of(call), environment);
    }

    private static List<String> joined(List<String> first, List<String> further) {
        List<String> all = new ArrayList<>(first);
        all.addAll(further);
        return all;
    }

    private static String jdbc(ConnectionUrl url, Wish wish) {
        String scheme = wish.serverVersion().contains("MariaDB")
                ? "mariadb"
                : url.scheme().replace("mariadb", "mysql");
        return "jdbc:" + scheme + "://" + url.host() + (url.port() == 0 ? "" : ":" + url.port()) + "/" + url.database();
    }

    private static Map<String, String> login(ConnectionUrl url, String user, String password) {
        Map<String, String> environment = new LinkedHashMap<>();
        put(environment, user, url.user());
        put(environment, password, url.password());
        return environment;
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    private static String authority(ConnectionUrl url) {
        String user = url.user() == null ? "" : encoded(url.user());
        String password = url.password() == null ? "" : ":" + encoded(url.password());
        String login = user.isEmpty() ? "" : user + password + "@";
        return login + url.host() + (url.port() == 0 ? "" : ":" + url.port()) + "/" + url.database();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
