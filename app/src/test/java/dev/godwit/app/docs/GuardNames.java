package dev.godwit.app.docs;

import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.postgres.PostgresDialect;
import dev.godwit.guard.Guard;
import dev.godwit.guard.GuardSettings;
import dev.godwit.guard.Guards;
import dev.godwit.host.Time;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.postgres.PostgresScripts;
import java.util.List;
import java.util.Map;

/** The names of all guards that a run may have, the user's own signals left out. */
final class GuardNames {
    private GuardNames() {}

    static List<String> all(PostgresServer server) {
        PostgresDialect dialect = new PostgresDialect(new PostgresScripts());
        ConnectionUrl url = new ConnectionUrl(
                "postgresql",
                server.host(),
                server.port(),
                server.database(),
                server.user(),
                server.password(),
                Map.of());
        Guards.Place place = new Guards.Place(dialect, dialect.database(url), List.of(), Time.system());
        GuardSettings settings = GuardSettings.DEFAULT.withCanaries(List.of("select 1"));
        return new Guards(settings, place).all().stream().map(Guard::name).toList();
    }
}
