package dev.godwit.bench;

import dev.godwit.servers.MariadbServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The same on MariaDB: every contestant on a fresh copy of the table, with the binary log in rows. The work that a contestant
 * leaves to the server's purge is its own, and is waited for.
 */
final class MariadbBackfillCost {
    private static final double MOST_PROCESSOR = 1.25;
    private static final double TARGET_MILLIS = 250;
    private static final double MOST_TARGETS = 3;
    private static final String BASE = "base";
    private static final String CONTESTANT = "contestant";

    private final MariadbServer server;
    private final int rows;
    private final Report report;

    MariadbBackfillCost(MariadbServer server, int rows) {
        this.server = server;
        this.rows = rows;
        this.report = new Report(
                System.out,
                "Backfill of one column on MariaDB, " + rows + " rows, two indexes",
                "",
                "server CPU s",
                "ratio",
                "redo MB",
                "ratio",
                "wall s",
                "chunks",
                "longest chunk ms");
    }

    private interface Contestant {
        void write() throws SQLException;
    }

    private record Cost(String name, double processor, double redo, double wall, double chunks, double longest) {}

    /** Says whether every target was met. */
    boolean run() throws SQLException {
        load();
        Cost before = measure("single UPDATE", this::single);
        Cost ours = measure("godwit backfill", this::godwit);
        Cost after = measure("single UPDATE again", this::single);
        double processor = (before.processor() + after.processor()) / 2;
        double redo = (before.redo() + after.redo()) / 2;
        List.of(before, ours, after).forEach(cost -> tell(cost, processor, redo));
        report.atMost("CPU against a single UPDATE", ours.processor() / processor, MOST_PROCESSOR);
        report.atMost("longest chunk, in targets of 250 ms", ours.longest() / TARGET_MILLIS, MOST_TARGETS);
        return report.print();
    }

    private void load() throws SQLException {
        server.createDatabase(BASE);
        try (Database base = Database.open(server, BASE)) {
            base.run(
                    "create table accounts (aid integer not null primary key, bid integer, abalance integer,"
                            + " filler char(84), score integer, key accounts_bid (bid))",
                    "insert into accounts select seq, seq % 1000, 0, '', null from seq_1_to_" + rows);
        }
    }

    private Cost measure(String name, Contestant contestant) throws SQLException {
        server.createDatabase(CONTESTANT);
        try (Database own = Database.open(server, CONTESTANT)) {
            own.run(
                    "create table accounts like " + BASE + ".accounts",
                    "insert into accounts select * from " + BASE + ".accounts",
                    "analyze table accounts");
            settle(own);
            Duration processor = ProcessTable.ofTree(server.pid());
            double redo = redo(own);
            long began = System.nanoTime();
            contestant.write();
            double wall = (System.nanoTime() - began) / 1e9;
            settle(own);
            Duration used = ProcessTable.ofTree(server.pid()).minus(processor);
            double written = redo(own) - redo;
            requireComplete(own);
            double chunks = chunk(own, "count(*)");
            double longest = chunk(own, "max(json_value(body, '$.elapsed') + 0)");
            own.run("drop database if exists godwit", "drop database " + CONTESTANT);
            return new Cost(name, used.toMillis() / 1e3, written / 1e6, wall, chunks, longest);
        }
    }

    /** Purge has taken away every old version. */
    private static void settle(Database own) throws SQLException {
        own.run("set global innodb_max_purge_lag_wait = 0");
    }

    private static double redo(Database own) throws SQLException {
        return own.number(
                "select variable_value from information_schema.global_status where variable_name = 'INNODB_LSN_CURRENT'");
    }

    private void requireComplete(Database own) throws SQLException {
        double done = own.number("select count(*) from accounts where score = aid % 1000");
        if (done != rows) {
            throw new IllegalStateException(done + " rows of " + rows + " were written");
        }
    }

    private static double chunk(Database own, String figure) throws SQLException {
        boolean chunked =
                own.number("select count(*) from information_schema.tables where table_schema = 'godwit'") > 0;
        return chunked ? own.number("select " + figure + " from godwit.journal where type = 'chunk_done'") : 0;
    }

    private void tell(Cost cost, double processor, double redo) {
        boolean chunked = cost.chunks() > 0;
        report.row(
                cost.name(),
                Report.number(cost.processor()),
                Report.number(cost.processor() / processor),
                Report.number(cost.redo()),
                String.format(Locale.ROOT, "%.3f", cost.redo() / redo),
                Report.number(cost.wall()),
                chunked ? Report.number(cost.chunks()) : "",
                chunked ? Report.number(cost.longest()) : "");
    }

    private void single() throws SQLException {
        try (Database own = Database.open(server, CONTESTANT)) {
            own.run("update accounts set " + Accounts.SET);
        }
    }

    private void godwit() {
        Accounts.godwit(server.url(CONTESTANT), BackfillCost.NO_LATENCY_LIMIT, "--set", Accounts.SET)
                .run()
                .requireSuccess();
    }
}
