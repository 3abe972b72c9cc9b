package dev.godwit.guard;

import dev.godwit.db.Session;
import dev.godwit.dialect.Health;
import dev.godwit.host.Time;
import dev.godwit.sql.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Canary queries, and the commit of a smallest write, over a session of its own. */
public final class SqlCanary implements LatencyGuard.Canary {
    /** Who was at work so long ago or less uses the server. */
    static final Duration RECENT = Duration.ofSeconds(5);
    /** The server is asked this often whether it is used. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);

    private static final String COMMIT = "commit of a smallest write";

    private final GuardSession session;
    private final Health health;
    private final List<String> queries;
    private final Time time;
    private final boolean writes;
    private long asked = Long.MIN_VALUE;
    private boolean inUse = true;

    /**
     * @param queries that read, judged; they should be like the application's
     */
    public SqlCanary(GuardSession session, Health health, List<String> queries, Time time) {
        this(session, health, queries, time, true);
    }

    private SqlCanary(GuardSession session, Health health, List<String> queries, Time time, boolean writes) {
        this.writes = writes;
        this.session = session;
        this.health = health;
        this.queries = List.copyOf(queries);
        this.time = time;
    }

    /** One for work that only reads: its server is never written to, and no commit is measured. */
    public static SqlCanary reading(GuardSession session, Health health, List<String> queries, Time time) {
        return new SqlCanary(session, health, queries, time, false);
    }

    /** What is measured: a commit waits for the log that a backfill fills, which no query does, and is the last of all. */
    @Override
    public List<String> queries() {
        List<String> all = new ArrayList<>(queries);
        if (writes) {
            all.add(COMMIT);
        }
        return all;
    }

    @Override
    public boolean inUse() {
        long now = time.nanos();
        if (asked == Long.MIN_VALUE || now - asked >= ASK_EVERY.toNanos()) {
            asked = now;
            inUse = session.ask(server -> health.inUse(server, RECENT));
        }
        return inUse;
    }

    @Override
    public Duration measure(int query) {
        return session.ask(server -> {
            long begun = time.nanos();
            run(server, query);
            return Duration.ofNanos(time.nanos() - begun);
        });
    }

    private void run(Session server, int query) {
        if (query == queries.size()) {
            health.touch(server, time.now());
        } else {
            server.query(Sql.verbatim(queries.get(query)), row -> row.width());
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
