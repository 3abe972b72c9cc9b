package dev.godwit.guard;

import dev.godwit.host.Time;
import dev.godwit.sql.Sql;
import java.time.Duration;
import java.util.List;

/** Canary queries over a session of its own. */
public final class SqlCanary implements LatencyGuard.Canary {
    private final GuardSession session;
    private final List<String> queries;
    private final Time time;

    /**
     * @param queries that read, judged; they should be like the application's
     */
    public SqlCanary(GuardSession session, List<String> queries, Time time) {
        this.session = session;
        this.queries = List.copyOf(queries);
        this.time = time;
    }

    @Override
    public List<String> queries() {
        return queries;
    }

    @Override
    public Duration measure(int query) {
        Sql sql = Sql.verbatim(queries.get(query));
        return session.ask(asked -> {
            long begun = time.nanos();
            asked.query(sql, row -> row.width());
            return Duration.ofNanos(time.nanos() - begun);
        });
    }

    @Override
    public void close() {
        session.close();
    }
}
