package dev.godwit.bench;

import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import dev.godwit.servers.Server;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The comparison of two tables of five million rows: against the plain ordered read of the same rows to nowhere, and against
 * the sums that other tools push down to the servers, with what those do not see.
 */
public final class ValidateBench {
    private static final int ROWS = 5_000_000;
    private static final int SMALL_ROWS = 100_000;
    private static final int DIFFERENCES = 1_000;

    /** The machine has other things to do: the best of several is closest to the truth. */
    private static final int ROUNDS = 3;

    /** How the verb ends where rows differ. */
    static final int DIFFERENT = 6;

    private static final double MOST_WALL = 1.3;
    private static final double MOST_PROCESSOR = 1.1;
    private static final double MOST_MEMORY = 256;
    private static final double MOST_FOR_DIFFERENCES = 1.2;
    private static final String HEAP = "-Xmx96m";

    private final PostgresServer postgres;
    private final MariadbServer mariadb;
    private final Report report;
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    private ValidateBench(PostgresServer postgres, MariadbServer mariadb, int rows) {
        this.postgres = postgres;
        this.mariadb = mariadb;
        this.report = new Report(
                System.out,
                "Comparison of " + rows + " rows",
                "",
                "wall s",
                "PostgreSQL CPU s",
                "MariaDB CPU s",
                "JVM CPU s",
                "peak MiB",
                "answer");
    }

    /** @param arguments the number of rows; none for five million */
    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length == 0 ? ROWS : Integer.parseInt(arguments[0]);
        boolean met;
        try (PostgresServer postgres = PostgresServer.start();
                MariadbServer mariadb = MariadbServer.start()) {
            ValidateBench bench = new ValidateBench(postgres, mariadb, rows);
            bench.fill(rows);
            bench.compare();
            bench.peers();
            met = bench.report.print();
            new BlindSpots(postgres, mariadb, SMALL_ROWS).print();
        }
        System.exit(met ? 0 : 1);
    }

    private void fill(int rows) throws SQLException {
        postgres.createDatabase("source");
        ComparedRows.onPostgres(postgres.jdbcUrl("source"), rows);
        for (String copy : List.of("target", "scattered")) {
            ComparedRows.run(
                    postgres.jdbcUrl("postgres"), "create database " + copy + " template source strategy file_copy");
        }
        ComparedRows.scatter(postgres.jdbcUrl("scattered"), rows, DIFFERENCES);
        mariadb.createDatabase("source");
        ComparedRows.onMariadb(mariadb.jdbcUrl("source"), rows);
        ComparedRows.run(postgres.jdbcUrl("postgres"), "checkpoint");
    }

    /** The words of the verb that is measured: as anybody runs it, on databases that nobody writes to. */
    static String[] validate(String source, String target) {
        return new String[] {"validate", source, target, "--tables", "item", "--lag", "0s", "--quiet", "--yes"};
    }

    private void contestants() {
        plain("plain read, PostgreSQL", postgres.jdbcUrl("source"));
        plain("plain read, MariaDB", mariadb.jdbcUrl("source"));
        plain("both plain reads at once", postgres.jdbcUrl("source"), postgres.jdbcUrl("target"));
        plain("both, MariaDB and PostgreSQL", mariadb.jdbcUrl("source"), postgres.jdbcUrl("target"));
        verb("godwit, PostgreSQL", 0, postgres.url("source"), postgres.url("target"));
        verb("the same, scattered differences", DIFFERENT, postgres.url("source"), postgres.url("scattered"));
        verb("godwit, MariaDB to PostgreSQL", 0, mariadb.url("source"), postgres.url("target"));
    }

    private void plain(String name, String... urls) {
        List<String> command = new ArrayList<>(List.of(
                HEAP, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "dev.godwit.bench.PlainRead"));
        command.addAll(List.of(urls));
        measure(name, 0, Program.java(command.toArray(String[]::new)));
    }

    private void verb(String name, int exitCode, String source, String target) {
        measure(name, exitCode, Program.godwit(validate(source, target)));
    }

    /** All contestants in turn, and again, so that what else the machine does meets each of them alike. */
    private void compare() {
        for (int round = 0; round < ROUNDS; round++) {
            contestants();
        }
        costs.forEach((name, rounds) -> rounds.forEach(cost -> tell(name, cost)));
        Cost read = best("plain read, PostgreSQL");
        Cost mariadbRead = best("plain read, MariaDB");
        Cost same = best("godwit, PostgreSQL");
        Cost scattered = best("the same, scattered differences");
        Cost mixed = best("godwit, MariaDB to PostgreSQL");
        report.atMost("wall against the plain read, PostgreSQL", same.wall / read.wall, MOST_WALL);
        report.atMost(
                "the same against both plain reads at once",
                same.wall / best("both plain reads at once").wall,
                MOST_WALL);
        report.atMost(
                "wall against the slower plain read, MariaDB to PostgreSQL",
                mixed.wall / Math.max(read.wall, mariadbRead.wall),
                MOST_WALL);
        report.atMost(
                "the same against both plain reads at once",
                mixed.wall / best("both, MariaDB and PostgreSQL").wall,
                MOST_WALL);
        report.atMost("CPU of PostgreSQL against two plain reads", same.postgres / 2 / read.postgres, MOST_PROCESSOR);
        report.atMost("CPU of MariaDB against its plain read", mixed.mariadb / mariadbRead.mariadb, MOST_PROCESSOR);
        report.atMost("memory, MiB", Math.max(same.memory, Math.max(scattered.memory, mixed.memory)), MOST_MEMORY);
        report.atMost("wall with " + DIFFERENCES + " differences", scattered.wall / same.wall, MOST_FOR_DIFFERENCES);
    }

    private void peers() throws SQLException {
        ask(
                "md5 sums as data-diff, PostgreSQL, one side",
                postgres,
                postgres.jdbcUrl("source"),
                PeerChecksums.DATA_DIFF_POSTGRES);
        ask(
                "crc32 xor as pt-table-checksum, MariaDB, one side",
                mariadb,
                mariadb.jdbcUrl("source"),
                PeerChecksums.PT_TABLE_CHECKSUM);
    }

    private record Cost(double wall, double postgres, double mariadb, double processor, double memory, String answer) {}

    /** The least of each: what is above it was the machine's other load. */
    private Cost best(String name) {
        List<Cost> rounds = costs.getOrDefault(name, List.of());
        return new Cost(
                least(rounds, Cost::wall),
                least(rounds, Cost::postgres),
                least(rounds, Cost::mariadb),
                least(rounds, Cost::processor),
                rounds.stream().mapToDouble(Cost::memory).max().orElseThrow(),
                rounds.get(0).answer);
    }

    private static double least(List<Cost> rounds, ToDoubleFunction<Cost> figure) {
        return rounds.stream().mapToDouble(figure).min().orElseThrow();
    }

    private void measure(String name, int exitCode, Program program) {
        Duration postgresBefore = ProcessTable.ofTree(postgres.pid());
        Duration mariadbBefore = ProcessTable.ofTree(mariadb.pid());
        Program.Cost cost = program.run();
        if (cost.exitCode() != exitCode) {
            throw new IllegalStateException(name + " ended with " + cost.exitCode() + ":\n" + cost.output());
        }
        Cost measured = new Cost(
                seconds(cost.wall()),
                seconds(ProcessTable.ofTree(postgres.pid()).minus(postgresBefore)),
                seconds(ProcessTable.ofTree(mariadb.pid()).minus(mariadbBefore)),
                seconds(cost.processor()),
                cost.peakMemory() / 1048576.0,
                answer(cost.output()));
        costs.computeIfAbsent(name, first -> new ArrayList<>()).add(measured);
        System.err.println(name + " " + measured + " load " + load());
    }

    /** What the verb says last, or how many rows were read. */
    private static String answer(String output) {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, last) -> last)
                .orElse("");
    }

    private static String load() {
        return String.format(
                "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void ask(String name, Server server, String jdbcUrl, String question) throws SQLException {
        Duration before = ProcessTable.ofTree(server.pid());
        long began = System.nanoTime();
        String answer = answer(jdbcUrl, question);
        double wall = (System.nanoTime() - began) / 1e9;
        double processor = seconds(ProcessTable.ofTree(server.pid()).minus(before));
        boolean ofPostgres = server == postgres;
        tell(name, new Cost(wall, ofPostgres ? processor : 0, ofPostgres ? 0 : processor, 0, 0, answer));
    }

    static String answer(String jdbcUrl, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(2);
        }
    }

    private void tell(String name, Cost cost) {
        report.row(
                name,
                Report.number(cost.wall),
                Report.number(cost.postgres),
                Report.number(cost.mariadb),
                Report.number(cost.processor),
                Report.number(cost.memory),
                cost.answer);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
