package dev.godwit.bench;

import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A thousand migrations applied, and a run with nothing to do over five thousand, against Flyway. */
public final class MigrationsBench {
    private static final int MANY = 1_000;
    private static final int APPLIED = 5_000;
    private static final int ROUNDS_APPLYING = 2;
    private static final int ROUNDS_IDLE = 5;
    private static final double MEMORY_MEBIBYTES = 256;
    private static final double TIMES_FASTER = 2;

    private final Databases databases;
    private final Report report = new Report(
            System.out, "Migrations", "", "Godwit s", "Flyway s", "ratio", "Godwit CPU s", "Flyway CPU s", "ratio");
    private int made;
    private long peakMemory;

    private MigrationsBench(Databases databases) {
        this.databases = databases;
    }

    /** @param arguments nothing for PostgreSQL; {@code --on mariadb} */
    public static void main(String[] arguments) throws IOException {
        boolean onMariadb = List.of(arguments).equals(List.of("--on", "mariadb"));
        System.exit((onMariadb ? onMariadb() : onPostgres()) ? 0 : 1);
    }

    private static boolean onPostgres() throws IOException {
        PostgresOptions options = PostgresOptions.defaults().setting("max_locks_per_transaction", "256");
        try (PostgresServer server = PostgresServer.start(options)) {
            return new MigrationsBench(new Databases(server::createDatabase, server::url, server::jdbcUrl)).run();
        }
    }

    private static boolean onMariadb() throws IOException {
        try (MariadbServer server = MariadbServer.start()) {
            return new MigrationsBench(new Databases(server::createDatabase, server::url, server::jdbcUrl)).run();
        }
    }

    /** What a server gives the contestants, each by a database's name. */
    private record Databases(Consumer<String> make, UnaryOperator<String> url, UnaryOperator<String> jdbcUrl) {}

    /** The best of several runs of each: what disturbs a run only ever makes it slower. */
    private record Duel(Program.Cost godwit, Program.Cost flyway) {
        double wall() {
            return ratio(flyway.wall(), godwit.wall());
        }

        double processor() {
            return ratio(flyway.processor(), godwit.processor());
        }

        private static double ratio(Duration one, Duration other) {
            return (double) one.toNanos() / other.toNanos();
        }
    }

    private boolean run() throws IOException {
        Path many = GeneratedMigrations.write(MANY);
        Path applied = GeneratedMigrations.write(APPLIED);
        try {
            Duel applying = applying(many);
            Duel idle = idle(applied);
            report.atLeast("times faster than Flyway, " + MANY + " applied", applying.wall(), TIMES_FASTER);
            report.atLeast("times faster than Flyway, no-op over " + APPLIED, idle.wall(), TIMES_FASTER);
            report.atMost("peak memory of Godwit, MiB", peakMemory / 1048576.0, MEMORY_MEBIBYTES);
            return report.print();
        } finally {
            GeneratedMigrations.delete(many);
            GeneratedMigrations.delete(applied);
        }
    }

    private Duel applying(Path folder) {
        List<Program.Cost> godwit = new ArrayList<>();
        List<Program.Cost> flyway = new ArrayList<>();
        for (int round = 0; round < ROUNDS_APPLYING; round++) {
            flyway.add(flyway(database(), folder).run().requireSuccess());
            godwit.add(godwit(database(), folder).run().requireSuccess());
        }
        return duel(MANY + " applied", godwit, flyway);
    }

    private Duel idle(Path folder) {
        String ours = database();
        String theirs = database();
        remember(godwit(ours, folder).run().requireSuccess());
        flyway(theirs, folder).run().requireSuccess();
        List<Program.Cost> godwit = new ArrayList<>();
        List<Program.Cost> flyway = new ArrayList<>();
        for (int round = 0; round < ROUNDS_IDLE; round++) {
            flyway.add(flyway(theirs, folder).run().requireSuccess());
            godwit.add(godwit(ours, folder).run().requireSuccess());
        }
        return duel("no-op over " + APPLIED, godwit, flyway);
    }

    private Duel duel(String name, List<Program.Cost> godwit, List<Program.Cost> flyway) {
        godwit.forEach(this::remember);
        Duel duel = new Duel(best(godwit), best(flyway));
        report.row(
                name,
                seconds(duel.godwit().wall()),
                seconds(duel.flyway().wall()),
                Report.number(duel.wall()),
                seconds(duel.godwit().processor()),
                seconds(duel.flyway().processor()),
                Report.number(duel.processor()));
        return duel;
    }

    private void remember(Program.Cost cost) {
        peakMemory = Math.max(peakMemory, cost.peakMemory());
    }

    /** Wall and CPU time each at its best. */
    private static Program.Cost best(List<Program.Cost> costs) {
        Program.Cost first = costs.get(0);
        Duration wall =
                costs.stream().map(Program.Cost::wall).min(Duration::compareTo).orElseThrow();
        Duration processor = costs.stream()
                .map(Program.Cost::processor)
                .min(Duration::compareTo)
                .orElseThrow();
        return new Program.Cost(first.exitCode(), wall, processor, first.peakMemory(), first.output());
    }

    private String database() {
        made++;
        String name = "bench_" + made;
        databases.make().accept(name);
        return name;
    }

    private Program godwit(String database, Path folder) {
        return Program.godwit(
                "--url",
                databases.url().apply(database),
                "--migrations",
                folder.toString(),
                "--quiet",
                "--yes",
                "apply");
    }

    private Program flyway(String database, Path folder) {
        return Program.java(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FlywayMigrate.class.getName(),
                databases.jdbcUrl().apply(database),
                folder.toString());
    }

    private static String seconds(Duration duration) {
        return Report.number(duration.toMillis() / 1000.0);
    }
}
