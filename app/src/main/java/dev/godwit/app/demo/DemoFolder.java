package dev.godwit.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of the shop's project: migrations and configuration, as files that a person would have.
 *
 * @param path of the folder
 */
record DemoFolder(Path path) implements AutoCloseable {
    /** The migration of requirement 001. */
    static final String PREFERENCES = "20240115001_user_preferences";

    /** The migration with the backfill. */
    static final String RISK_SCORE = "20240116001_risk_score";

    /** The signal's name in events. */
    static final String SIGNAL = "application-p95";

    /** Makes the folder with the migrations. */
    static DemoFolder create(DemoServer product, DemoOptions options) {
        try {
            DemoFolder folder = new DemoFolder(Files.createTempDirectory("godwit-demo-"));
            Files.createDirectory(folder.migrations());
            String preferences = product.resource("migrations/" + PREFERENCES + ".sql");
            String risk = product.resource("migrations/" + RISK_SCORE + ".yaml").replace("@PACE@\n", pace(options));
            Files.writeString(folder.migrations().resolve(PREFERENCES + ".sql"), preferences);
            Files.writeString(folder.migrations().resolve(RISK_SCORE + ".yaml"), risk);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes {@code godwit.yaml}: where the replica is, and the application's own signal with its limit. */
    void configure(Stage stage, double p95LimitMillis) {
        String text = Shop.resource("godwit.yaml")
                .replace("@URL@", stage.url())
                .replace("@REPLICA@", stage.replicaUrl())
                .replace("@SIGNAL@", SIGNAL)
                .replace(
                        "@QUERY@",
                        stage.shop()
                                .words("signal")
                                .lines()
                                .reduce((one, last) -> last)
                                .orElseThrow())
                .replace("@LIMIT@", String.format(Locale.ROOT, "%.1f", p95LimitMillis));
        try {
            Files.writeString(path.resolve("godwit.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path migrations() {
        return path.resolve("migrations");
    }

    private static String pace(DemoOptions options) {
        return options.pace().replaceAll("(?m)^    ", "      ");
    }

    /** Deletes the folder. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
