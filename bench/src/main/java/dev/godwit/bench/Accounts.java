package dev.godwit.bench;

import dev.godwit.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table that is backfilled: pgbench's accounts with two indexes and a new, empty column. */
final class Accounts {
    /** What every contestant writes. */
    static final String SET = "score = aid % 1000";

    private static final String BASE = "base";

    private final PostgresServer server;

    private Accounts(PostgresServer server) {
        this.server = server;
    }

    /** Fills a database from which contestants get copies. */
    static Accounts load(PostgresServer server, int rows) throws SQLException {
        server.createDatabase(BASE);
        try (Database database = Database.open(server, BASE)) {
            database.run(
                    "create table accounts (aid integer not null, bid integer, abalance integer, filler char(84))",
                    "insert into accounts select n, n % 1000, 0, '' from generate_series(1, " + rows + ") n",
                    "alter table accounts add primary key (aid)",
                    "create index accounts_bid on accounts (bid)",
                    "alter table accounts add column score integer",
                    "create table history (hid bigint generated always as identity primary key, aid integer, delta integer)",
                    "vacuum (freeze, analyze) accounts");
        }
        return new Accounts(server);
    }

    /** A fresh copy, with nothing left to write from making it. */
    String copy(String name) throws SQLException {
        try (Database database = Database.open(server, server.database())) {
            database.run("create database " + name + " template " + BASE + " strategy file_copy", "checkpoint");
        }
        return name;
    }

    /** Removes a copy. */
    void drop(String name) throws SQLException {
        try (Database database = Database.open(server, server.database())) {
            database.run("drop database " + name + " (force)");
        }
    }

    /**
     * {@code godwit backfill} of the column.
     *
     * @param latency the limits of the latency guard, as in {@code godwit.yaml}
     * @param options {@code --set} among them
     */
    static Program godwit(String url, String latency, String... options) {
        List<String> words = new ArrayList<>(List.of("--config", configuration(latency), "--url", url));
        words.addAll(List.of("--quiet", "--yes", "backfill", "accounts"));
        words.addAll(List.of(options));
        return Program.godwit(words.toArray(String[]::new));
    }

    private static String configuration(String latency) {
        try {
            Path file = Files.createTempFile("godwit-bench", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "godwit: 1\nguards:\n  p95_latency: { " + latency + " }\n")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
