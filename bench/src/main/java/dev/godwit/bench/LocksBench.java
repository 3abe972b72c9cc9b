package dev.godwit.bench;

import dev.godwit.servers.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What readers feel of a contended ALTER TABLE: one session holds the table in an idle transaction, Godwit tries to alter it,
 * and readers measure each of their reads. The contrast is the same ALTER without a bound on its wait, as a client program
 * sends it.
 */
public final class LocksBench {
    private static final int[] TIMEOUTS = {50, 200};
    private static final int READERS = 2;
    /** A machine that does other work holds reads up by itself; the median of several worst reads is the ladder's. */
    private static final int ROUNDS = 5;

    private static final long HELD_MILLIS = 4_000;
    private static final long UNBOUNDED_HELD_MILLIS = 2_000;
    private static final long CALM_MILLIS = 3_000;
    /** A read that was held up ends only after the one that held it up. */
    private static final long AFTERWARDS_MILLIS = 200;

    private static final double ALLOWANCE_MILLIS = 10;

    private final PostgresServer server;
    private final Report report = new Report(
            System.out,
            "Reads behind a contended ALTER TABLE",
            "",
            "reads",
            "calm P99 ms",
            "calm worst ms",
            "worst ms",
            "added ms");

    private LocksBench(PostgresServer server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            LocksBench bench = new LocksBench(server);
            try (Database database = Database.open(server, server.database())) {
                database.run(
                        "create table item (id integer primary key, name text)",
                        "insert into item select n, 'item' from generate_series(1, 1000) n");
            }
            for (int timeout : TIMEOUTS) {
                bench.ladder(timeout);
            }
            bench.unbounded();
            System.exit(bench.report.print() ? 0 : 1);
        }
    }

    private void ladder(int timeout) throws Exception {
        List<Double> added = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            added.add(ladder(timeout, round));
        }
        added.sort(null);
        report.atMost(
                "added read latency at " + timeout + " ms, ms, median of " + ROUNDS,
                added.get(ROUNDS / 2),
                timeout + ALLOWANCE_MILLIS);
    }

    private double ladder(int timeout, int round) throws Exception {
        String number = timeout + "0" + round;
        Path folder = Files.createTempDirectory("godwit-bench-locks");
        Path file = Files.writeString(
                folder.resolve("20240101" + number + "_note.sql"),
                "-- lock-timeout: " + timeout + "ms\nalter table item add column note_" + number + " text;\n");
        try {
            return measure("godwit, lock_timeout " + timeout + " ms", HELD_MILLIS, () -> alter(folder));
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private void unbounded() throws Exception {
        measure("ALTER without a bound", UNBOUNDED_HELD_MILLIS, () -> {
            try (Database database = Database.open(server, server.database())) {
                database.run("alter table item add column unbounded text");
            }
        });
    }

    private void alter(Path folder) {
        Program.godwit(
                        "--url",
                        server.url(),
                        "--migrations",
                        folder.toString(),
                        "--quiet",
                        "--yes",
                        "apply",
                        "--ignore-missing",
                        "--out-of-order")
                .run()
                .requireSuccess();
    }

    private interface Alteration {
        void run() throws SQLException;
    }

    /** Returns the worst read while the alteration tried, less the worst of as long a time before it. */
    private double measure(String name, long heldMillis, Alteration alteration) throws Exception {
        List<Reader> readers = new ArrayList<>();
        try (Database holder = Database.open(server, server.database())) {
            for (int i = 0; i < READERS; i++) {
                readers.add(Reader.start(server));
            }
            Thread.sleep(CALM_MILLIS);
            long[] calm = collect(readers);
            Thread altering = hold(holder, alteration);
            Thread.sleep(heldMillis);
            holder.run("rollback");
            altering.join();
            Thread.sleep(AFTERWARDS_MILLIS);
            long[] contended = collect(readers);
            return tell(name, calm, contended);
        } finally {
            for (Reader reader : readers) {
                reader.end();
            }
        }
    }

    private static Thread hold(Database holder, Alteration alteration) throws SQLException {
        holder.run("begin", "select count(*) from item");
        Thread altering = new Thread(() -> {
            try {
                alteration.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        altering.start();
        return altering;
    }

    private double tell(String name, long[] calm, long[] contended) {
        double calmWorst = millis(calm[calm.length - 1]);
        double worst = millis(contended[contended.length - 1]);
        report.row(
                name,
                String.valueOf(contended.length),
                Report.number(millis(calm[calm.length * 99 / 100])),
                Report.number(calmWorst),
                Report.number(worst),
                Report.number(worst - calmWorst));
        return worst - calmWorst;
    }

    private static long[] collect(List<Reader> readers) {
        long[] all = readers.stream()
                .flatMapToLong(reader -> Arrays.stream(reader.take()))
                .toArray();
        Arrays.sort(all);
        return all;
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
