package dev.godwit.bench;

import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import dev.godwit.servers.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The comparison of two tables of five million rows: against the plain ordered read of the same rows to nowhere, and against
 * the sums that other tools push down to the servers, with what those do not see.
 */
public final class ValidateBench {
    private static final int ROWS = 5_000_000;
    private static final int SMALL_ROWS = 100_000;
    private static final int DIFFERENCES = 1_000;
    /** The machine has other things to do: the best of several is closest to the truth. */
    private static final int ROUNDS = 2;

    private static final double MOST_WALL = 1.3;
    private static final double MOST_PROCESSOR = 1.1;
    private static final double MOST_MEMORY = 256;
    private static final double MOST_FOR_DIFFERENCES = 1.2;
    private static final String HEAP = "-Xmx96m";

    private final PostgresServer postgres;
    private final MariadbServer mariadb;
    private final Report report;

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
        for (String name : List.of("source", "target", "scattered")) {
            postgres.createDatabase(name);
            ComparedRows.onPostgres(postgres.jdbcUrl(name), rows);
        }
        ComparedRows.scatter(postgres.jdbcUrl("scattered"), rows, DIFFERENCES);
        mariadb.createDatabase("source");
        ComparedRows.onMariadb(mariadb.jdbcUrl("source"), rows);
        ComparedRows.run(postgres.jdbcUrl("postgres"), "checkpoint");
    }

    private void compare() {
        Cost postgresRead = best("plain read, PostgreSQL", "PlainRead", postgres.jdbcUrl("source"));
        Cost mariadbRead = best("plain read, MariaDB", "PlainRead", mariadb.jdbcUrl("source"));
        Cost bothRead =
                best("both plain reads at once", "PlainRead", postgres.jdbcUrl("source"), postgres.jdbcUrl("target"));
        Cost mixedRead = best(
                "both, MariaDB and PostgreSQL", "PlainRead", mariadb.jdbcUrl("source"), postgres.jdbcUrl("target"));
        Cost same = best("godwit, PostgreSQL", "ComparisonRun", postgres.url("source"), postgres.url("target"));
        Cost scattered = best(
                "the same, " + DIFFERENCES + " differences",
                "ComparisonRun",
                postgres.url("source"),
                postgres.url("scattered"));
        Cost mixed =
                best("godwit, MariaDB to PostgreSQL", "ComparisonRun", mariadb.url("source"), postgres.url("target"));
        report.atMost("wall against one plain read, PostgreSQL", same.wall / postgresRead.wall, MOST_WALL);
        report.atMost("wall against both plain reads at once", same.wall / bothRead.wall, MOST_WALL);
        double slower = Math.max(postgresRead.wall, mariadbRead.wall);
        report.atMost("wall against the slower plain read, MariaDB to PostgreSQL", mixed.wall / slower, MOST_WALL);
        report.atMost(
                "wall against both plain reads at once, MariaDB to PostgreSQL", mixed.wall / mixedRead.wall, MOST_WALL);
        report.atMost("CPU of PostgreSQL against plain reads", same.postgres / bothRead.postgres, MOST_PROCESSOR);
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

    private Cost best(String name, String program, String... arguments) {
        List<Cost> costs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            costs.add(once(program, arguments));
        }
        Cost best = costs.stream().min(Comparator.comparing(Cost::wall)).orElseThrow();
        tell(name, best);
        return best;
    }

    private Cost once(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                HEAP, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "dev.godwit.bench." + program));
        command.addAll(List.of(arguments));
        Duration postgresBefore = ProcessTable.ofTree(postgres.pid());
        Duration mariadbBefore = ProcessTable.ofTree(mariadb.pid());
        Program.Cost cost = Program.java(command.toArray(String[]::new)).run().requireSuccess();
        return new Cost(
                seconds(cost.wall()),
                seconds(ProcessTable.ofTree(postgres.pid()).minus(postgresBefore)),
                seconds(ProcessTable.ofTree(mariadb.pid()).minus(mariadbBefore)),
                seconds(cost.processor()),
                cost.peakMemory() / 1048576.0,
                cost.output().lines().findFirst().orElse(""));
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
        System.err.println(name + " " + cost);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
