package dev.godwit.bench;

import dev.godwit.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** How long a start takes by the launcher, against plain {@code java -jar}. */
public final class StartupBench {
    private static final int ROUNDS = 41;
    private static final int MIGRATIONS = 20;
    private static final double HALF = 0.5;

    private final Report report = new Report(
            System.out,
            "Start-up, median of " + ROUNDS,
            "",
            "launcher ms",
            "java -jar ms",
            "ratio",
            "CPU ms",
            "CPU ms",
            "ratio");

    public static void main(String[] arguments) throws IOException {
        Path folder = GeneratedMigrations.write(MIGRATIONS);
        try (PostgresServer server = PostgresServer.start()) {
            StartupBench bench = new StartupBench();
            String[] target = {"--url", server.url(), "--migrations", folder.toString(), "--yes", "--quiet"};
            Program.godwit(with(target, "apply")).run().requireSuccess();
            bench.compare("godwit --version", "--version");
            bench.compare("godwit status", with(target, "status"));
            System.exit(bench.report.print() ? 0 : 1);
        } finally {
            GeneratedMigrations.delete(folder);
        }
    }

    private void compare(String name, String... arguments) {
        List<Program.Cost> launched = new ArrayList<>();
        List<Program.Cost> plain = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            launched.add(Program.godwit(arguments).run().requireSuccess());
            plain.add(Program.java(plainly(arguments)).run().requireSuccess());
        }
        double wall = median(launched, Program.Cost::wall) / median(plain, Program.Cost::wall);
        double processor = median(launched, Program.Cost::processor) / median(plain, Program.Cost::processor);
        report.row(
                name,
                Report.number(median(launched, Program.Cost::wall)),
                Report.number(median(plain, Program.Cost::wall)),
                Report.number(wall),
                Report.number(median(launched, Program.Cost::processor)),
                Report.number(median(plain, Program.Cost::processor)),
                Report.number(processor));
        report.atMost(name + ", time against java -jar", wall, HALF);
    }

    private static double median(List<Program.Cost> costs, Function<Program.Cost, Duration> part) {
        List<Duration> sorted =
                costs.stream().map(part).sorted(Comparator.naturalOrder()).toList();
        return sorted.get(sorted.size() / 2).toMillis();
    }

    private static String[] plainly(String... arguments) {
        List<String> words = new ArrayList<>(List.of("-jar", Project.jar().toString()));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    private static String[] with(String[] target, String verb) {
        String[] words = Arrays.copyOf(target, target.length + 1);
        words[target.length] = verb;
        return words;
    }
}
