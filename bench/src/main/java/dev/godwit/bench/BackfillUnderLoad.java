package dev.godwit.bench;

import dev.godwit.servers.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An application's latency and a replica's lag while a backfill runs, against the times right before and after it. Latency
 * pauses the backfill as in production; it is not taken back for it, since on a small machine anything else may be the cause.
 */
final class BackfillUnderLoad {
    private static final int ROWS = 1_000_000;
    private static final long SETTLE_MILLIS = 3_000;
    private static final int ROUNDS = 5;
    private static final long BASELINE_MILLIS = 15_000;
    private static final long MOST_SECONDS = 45;
    private static final long LOOK_MILLIS = 250;
    private static final double MOST_INCREASE = 1.20;
    private static final double LAG_LIMIT_SECONDS = 5;
    private static final String LATENCY_LIMIT = "pause: 20%, rollback: 5000%";

    private final PostgresServer server;
    private final String database;
    private final Report report = new Report(
            System.out,
            "Ten clients while a backfill runs, " + ROWS + " rows, streaming replica",
            "",
            "seconds",
            "transactions",
            "P50 ms",
            "P95 ms",
            "P99 ms",
            "lag max s",
            "rows/s",
            "duty",
            "P95 ratio");

    BackfillUnderLoad(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    /** Chunks of all backfills so far, as the journal has them. */
    private record Chunks(double rows, double millis) {
        static Chunks of(Database own) throws SQLException {
            if (own.number("select count(*) from pg_namespace where nspname = 'godwit'") == 0) {
                return new Chunks(0, 0);
            }
            String sum = "select sum((body ->> '%s')::float) from godwit.journal where type = 'chunk_done'";
            return new Chunks(own.number(sum.formatted("rows_written")), own.number(sum.formatted("elapsed")));
        }

        Chunks since(Chunks before) {
            return new Chunks(rows - before.rows, millis - before.millis);
        }
    }

    private record Window(long[] nanos, double seconds, double lag) {
        double millis(int percentile) {
            return nanos[(int) ((long) nanos.length * percentile / 100)] / 1e6;
        }
    }

    /** Says whether every target was met. */
    boolean run() throws Exception {
        List<Double> increases = new ArrayList<>();
        double lag = 0;
        try (Database own = Database.open(server, database);
                Clients clients = Clients.start(server, database, ROWS)) {
            Window before = window(own, clients);
            tell("without", before, new Chunks(0, 0), 1);
            for (int round = 1; round <= ROUNDS; round++) {
                Chunks done = Chunks.of(own);
                Window during = backfill(round, own, clients);
                done = Chunks.of(own).since(done);
                Window after = window(own, clients);
                double increase = during.millis(95) / ((before.millis(95) + after.millis(95)) / 2);
                tell("with backfill " + round, during, done, increase);
                tell("without", after, new Chunks(0, 0), 1);
                increases.add(increase);
                lag = Math.max(lag, during.lag());
                before = after;
            }
            increases.sort(null);
            report.atMost("P95 against the windows around it, median", increases.get(ROUNDS / 2), MOST_INCREASE);
            report.atMost("replica lag, s", lag, LAG_LIMIT_SECONDS);
            report.atMost("failed transactions", clients.errors(), 0);
            return report.print();
        }
    }

    /** What a backfill leaves to vacuum and to the disk is not the baseline's. */
    private static Window window(Database own, Clients clients) throws Exception {
        Thread.sleep(SETTLE_MILLIS);
        return window(own, clients, null);
    }

    private Window backfill(int round, Database own, Clients clients) throws Exception {
        Path log = Files.createTempFile("godwit-bench", ".log");
        Process backfill = Accounts.godwit(server.url(database), LATENCY_LIMIT, "--set", Accounts.SET + " + " + round)
                .start(log);
        Window during = window(own, clients, backfill);
        end(backfill);
        Files.delete(log);
        return during;
    }

    private static Window window(Database own, Clients clients, @Nullable Process backfill) throws Exception {
        clients.take();
        long began = System.nanoTime();
        double lag = 0;
        while (goesOn(began, backfill)) {
            lag = Math.max(
                    lag,
                    own.number("select coalesce(max(extract(epoch from replay_lag)), 0) from pg_stat_replication"));
            Thread.sleep(LOOK_MILLIS);
        }
        return new Window(clients.take(), (System.nanoTime() - began) / 1e9, lag);
    }

    private void tell(String name, Window window, Chunks done, double increase) {
        report.row(
                name,
                Report.number(window.seconds()),
                String.valueOf(window.nanos().length),
                Report.number(window.millis(50)),
                Report.number(window.millis(95)),
                Report.number(window.millis(99)),
                Report.number(window.lag()),
                Report.number(Math.rint(done.rows() / window.seconds())),
                Report.number(done.millis() / 1e3 / window.seconds()),
                Report.number(increase));
    }

    private static boolean goesOn(long began, @Nullable Process backfill) {
        long millis = (System.nanoTime() - began) / 1_000_000;
        return backfill == null
                ? millis < BASELINE_MILLIS
                : backfill.isAlive() && millis < TimeUnit.SECONDS.toMillis(MOST_SECONDS);
    }

    /** SIGTERM finishes the chunk and keeps the checkpoint. */
    private static void end(Process backfill) throws InterruptedException {
        backfill.destroy();
        if (!backfill.waitFor(30, TimeUnit.SECONDS)) {
            backfill.destroyForcibly();
            throw new IllegalStateException("the backfill did not end within 30 s of SIGTERM");
        }
    }
}
