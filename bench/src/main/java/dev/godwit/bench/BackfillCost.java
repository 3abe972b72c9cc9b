package dev.godwit.bench;

import dev.godwit.servers.PostgresServer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Every contestant on a fresh copy of the table: CPU of the server's processes, WAL, wall, chunks. */
final class BackfillCost {
    private static final double MOST_PROCESSOR = 1.25;
    private static final double MOST_WAL = 1.02;
    private static final double TARGET_MILLIS = 250;
    private static final double MOST_TARGETS = 3;
    /** What one percent of the table is exceeded by. */
    private static final int LARGE_CHUNK = 50_000;

    private static final int OTHERS_BATCH = 10_000;
    /** Nobody uses this server but the contestant: its own work is not what it has to yield to here. */
    static final String NO_LATENCY_LIMIT = "pause: 1000%, rollback: 5000%";

    private final PostgresServer server;
    private final Accounts accounts;
    private final int rows;
    private final Report report;

    BackfillCost(PostgresServer server, Accounts accounts, int rows) {
        this.server = server;
        this.accounts = accounts;
        this.rows = rows;
        this.report = new Report(
                System.out,
                "Backfill of one column, " + rows + " rows, two indexes",
                "",
                "server CPU s",
                "ratio",
                "WAL MB",
                "ratio",
                "wall s",
                "seq scans",
                "chunks",
                "chunk P50 ms",
                "P95 ms",
                "max ms",
                "max rows");
    }

    private interface Contestant {
        void write(String database) throws SQLException;
    }

    private record Cost(
            String name, double processor, double wal, double wall, double sequentialScans, Chunks chunks) {}

    private record Chunks(double count, double median, double p95, double longest, double mostRows) {
        static final Chunks NONE = new Chunks(0, 0, 0, 0, 0);
    }

    /** Says whether every target was met. */
    boolean run() throws SQLException {
        Cost before = measure("single UPDATE", this::single);
        Cost ours = measure("godwit backfill", this::godwit);
        Cost large = measure("godwit, chunks of " + LARGE_CHUNK, this::godwitLarge);
        Cost others = measure("batches by CTE, " + OTHERS_BATCH, this::batches);
        Cost after = measure("single UPDATE again", this::single);
        double processor = (before.processor() + after.processor()) / 2;
        double wal = (before.wal() + after.wal()) / 2;
        for (Cost cost : new Cost[] {before, ours, large, others, after}) {
            tell(cost, processor, wal);
        }
        report.atMost("CPU against a single UPDATE", ours.processor() / processor, MOST_PROCESSOR);
        report.atMost("WAL against a single UPDATE", ours.wal() / wal, MOST_WAL);
        report.atMost("longest chunk, in targets of 250 ms", ours.chunks().longest() / TARGET_MILLIS, MOST_TARGETS);
        report.atMost("CPU with chunks above 1 % of the table", large.processor() / processor, MOST_PROCESSOR);
        report.atMost(
                "scans of the whole table by chunks, both runs", ours.sequentialScans() + large.sequentialScans(), 0);
        return report.print();
    }

    private Cost measure(String name, Contestant contestant) throws SQLException {
        String database = accounts.copy("contestant");
        try (Database own = Database.open(server, database)) {
            Duration processor = ProcessTable.ofTree(server.pid());
            double wal = own.number("select pg_current_wal_insert_lsn() - '0/0'");
            long began = System.nanoTime();
            contestant.write(database);
            double wall = (System.nanoTime() - began) / 1e9;
            Duration used = ProcessTable.ofTree(server.pid()).minus(processor);
            double written = own.number("select pg_current_wal_insert_lsn() - '0/0'") - wal;
            double scans = own.number("select seq_scan from pg_stat_user_tables where relname = 'accounts'");
            requireComplete(own);
            return new Cost(name, used.toMillis() / 1e3, written / 1e6, wall, scans, chunks(own));
        } finally {
            accounts.drop(database);
        }
    }

    private void requireComplete(Database own) throws SQLException {
        double done = own.number("select count(*) from accounts where score = aid % 1000");
        if (done != rows) {
            throw new IllegalStateException(done + " rows of " + rows + " were written");
        }
    }

    private static Chunks chunks(Database own) throws SQLException {
        if (own.number("select count(*) from pg_namespace where nspname = 'godwit'") == 0) {
            return Chunks.NONE;
        }
        return new Chunks(
                chunk(own, "count(*)"),
                chunk(own, "percentile_disc(0.5) within group (order by (body ->> 'elapsed')::float)"),
                chunk(own, "percentile_disc(0.95) within group (order by (body ->> 'elapsed')::float)"),
                chunk(own, "max((body ->> 'elapsed')::float)"),
                chunk(own, "max((body ->> 'rows_written')::float)"));
    }

    private static double chunk(Database own, String figure) throws SQLException {
        return own.number("select " + figure + " from godwit.journal where type = 'chunk_done'");
    }

    private void tell(Cost cost, double processor, double wal) {
        Chunks chunks = cost.chunks();
        boolean chunked = chunks.count() > 0;
        report.row(
                cost.name(),
                Report.number(cost.processor()),
                Report.number(cost.processor() / processor),
                Report.number(cost.wal()),
                String.format(java.util.Locale.ROOT, "%.3f", cost.wal() / wal),
                Report.number(cost.wall()),
                Report.number(cost.sequentialScans()),
                chunked ? Report.number(chunks.count()) : "",
                chunked ? Report.number(chunks.median()) : "",
                chunked ? Report.number(chunks.p95()) : "",
                chunked ? Report.number(chunks.longest()) : "",
                chunked ? Report.number(chunks.mostRows()) : "");
    }

    private void single(String database) throws SQLException {
        try (Database own = Database.open(server, database)) {
            own.run("update accounts set " + Accounts.SET);
        }
    }

    private void godwit(String database) {
        Accounts.godwit(server.url(database), NO_LATENCY_LIMIT, "--set", Accounts.SET)
                .run()
                .requireSuccess();
    }

    private void godwitLarge(String database) {
        Accounts.godwit(
                        server.url(database),
                        NO_LATENCY_LIMIT,
                        "--set",
                        Accounts.SET,
                        "--batch",
                        String.valueOf(LARGE_CHUNK),
                        "--max-batch",
                        "100000",
                        "--target",
                        "5s")
                .run()
                .requireSuccess();
    }

    /** The form found in many guides: a limited select, joined to the update. */
    private void batches(String database) throws SQLException {
        String text = "with batch as (select aid from accounts where aid > ? order by aid limit " + OTHERS_BATCH + ")"
                + " , done as (update accounts a set score = a.aid % 1000 from batch where a.aid = batch.aid returning a.aid)"
                + " select max(aid) from done";
        try (Database own = Database.open(server, database);
                PreparedStatement batch = own.connection().prepareStatement(text)) {
            int last = 0;
            while (true) {
                batch.setInt(1, last);
                try (ResultSet answer = batch.executeQuery()) {
                    answer.next();
                    last = answer.getInt(1);
                    if (answer.wasNull()) {
                        return;
                    }
                }
            }
        }
    }
}
