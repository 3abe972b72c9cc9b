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

    /** With its passwords left out. */
    @Override
    public String toString() {
        return calls.toString();
    }

    /**
     * What takes {@code steps} migrations back.
     *
     * @param tool {@code flyway}, {@code liquibase}, {@code alembic} or {@code rails}
     * @param further arguments of the user's own, such as {@code --changelog-file=db.sql}
     * @throws dev.godwit.fault.GodwitException where there is no such tool
     */
    public static ForeignCommand rollback(String tool, ConnectionUrl url, int steps, List<String> further) {
        return switch (tool.toLowerCase(Locale.ROOT)) {
            case "flyway" -> flyway(url, steps, further);
            case "liquibase" -> liquibase(url, steps, further);
            case "alembic" -> once(url, List.of("alembic", "downgrade", "-" + steps), further);
            case "rails" -> once(url, List.of("bundle", "exec", "rails", "db:rollback", "STEP=" + steps), further);
            default ->
                throw Problem.of(ErrorCode.USAGE_WRONG, "no command of " + tool + " is known")
                        .next("--with flyway, liquibase, alembic or rails")
                        .exception();
        };
    }

    /** Flyway undoes one at a time. */
    private static ForeignCommand flyway(ConnectionUrl url, int steps, List<String> further) {
        List<String> call = joined(List.of("flyway", "-url=" + jdbc(url)), further, "undo");
        return new ForeignCommand(Collections.nCopies(steps, call), login(url, "FLYWAY_USER", "FLYWAY_PASSWORD"));
    }

    /** Global arguments stand before the command, its own behind. */
    private static ForeignCommand liquibase(ConnectionUrl url, int steps, List<String> further) {
        List<String> call = new ArrayList<>(List.of("liquibase", "rollback-count", "--url=" + jdbc(url)));
        call.add("--count=" + steps);
        call.addAll(further);
        return new ForeignCommand(
                List.of(call), login(url, "LIQUIBASE_COMMAND_USERNAME", "LIQUIBASE_COMMAND_PASSWORD"));
    }

    private static ForeignCommand once(ConnectionUrl url, List<String> call, List<String> further) {
        Map<String, String> environment = new LinkedHashMap<>(login(url, "PGUSER", "PGPASSWORD"));
        environment.put("DATABASE_URL", whole(url));
        List<String> all = new ArrayList<>(call);
        all.addAll(further);
        return new ForeignCommand(List.of(all), environment);
    }

    private static List<String> joined(List<String> first, List<String> further, String last) {
        List<String> all = new ArrayList<>(first);
        all.addAll(further);
        all.add(last);
        return all;
    }

    private static String jdbc(ConnectionUrl url) {
        return "jdbc:" + url.scheme() + "://" + url.host() + (url.port() == 0 ? "" : ":" + url.port()) + "/"
                + url.database();
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

    private static String whole(ConnectionUrl url) {
        String user = url.user() == null ? "" : encoded(url.user());
        String password = url.password() == null ? "" : ":" + encoded(url.password());
        String authority = user.isEmpty() ? "" : user + password + "@";
        return schemeOfClients(url) + "://" + authority + url.host() + (url.port() == 0 ? "" : ":" + url.port()) + "/"
                + url.database();
    }

    /** Rails knows MariaDB by the other's name only. */
    private static String schemeOfClients(ConnectionUrl url) {
        return url.scheme().equals("mariadb") ? "mysql" : url.scheme();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
