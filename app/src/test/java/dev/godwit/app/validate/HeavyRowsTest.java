package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of 100 MB, by the verb in a process of its own with the heap that the launcher gives it. */
@Tag("nightly")
class HeavyRowsTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** What two rows of this length take beside the program itself, one of which a driver puts together of pieces of 16 MB. */
    private static final long MOST_MEBIBYTES = 720;

    private static final String VALUES =
            "insert into heavy select i, repeat('x', 100000000) from generate_series(1, 3) i";

    @TempDir
    private Path folder;

    private static void run(String jdbcUrl, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private record Ended(int exitCode, String output, long mebibytes) {}

    private Ended validate(String source, String target) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx640m",
                "-Xmn32m",
                "-XX:SurvivorRatio=2",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.godwit.app.Main"));
        command.addAll(List.of("validate", source, target, "--tables", "heavy", "--lag", "0s", "--checkpoint", "none"));
        Path output = Files.createTempFile(folder, "validate", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long most = 0;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, mebibytes(process.pid()));
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError("did not end within " + LIMIT);
            }
        }
        return new Ended(process.exitValue(), Files.readString(output), most);
    }

    /** The most that was resident at once; 0 where the system does not tell. */
    private static long mebibytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    private void equalAndThenNot(String source, PostgresServer postgres) throws Exception {
        Ended equal = validate(source, postgres.url("target"));
        assertThat(equal.exitCode()).as(equal.output()).isZero();
        assertThat(equal.mebibytes()).as(equal.output()).isLessThan(MOST_MEBIBYTES);
        run(postgres.jdbcUrl("target"), "update heavy set v = overlay(v placing 'z' from 99999999) where id = 2");
        Ended different = validate(source, postgres.url("target"));
        assertThat(different.exitCode()).as(different.output()).isEqualTo(6);
        assertThat(different.output()).contains("changed  2  v");
        assertThat(different.mebibytes()).isLessThan(MOST_MEBIBYTES);
        System.out.printf(
                "rows of 100 MB from %s: at most %d MiB resident%n",
                source.replaceFirst(":.*", ""), Math.max(equal.mebibytes(), different.mebibytes()));
    }

    @Test
    void rowsOf100MegabytesAreComparedBetweenServersOfOneKind() throws Exception {
        try (PostgresServer postgres = PostgresServer.start(PostgresOptions.defaults())) {
            for (String name : List.of("source", "target")) {
                postgres.createDatabase(name);
                run(postgres.jdbcUrl(name), "create table heavy (id int primary key, v text)", VALUES);
            }
            equalAndThenNot(postgres.url("source"), postgres);
        }
    }

    @Test
    void rowsOf100MegabytesAreComparedBetweenServersOfTwoKinds() throws Exception {
        try (PostgresServer postgres = PostgresServer.start(PostgresOptions.defaults());
                MariadbServer mariadb =
                        MariadbServer.start(MariadbOptions.defaults().setting("max_allowed_packet", "256M"))) {
            postgres.createDatabase("target");
            run(postgres.jdbcUrl("target"), "create table heavy (id int primary key, v text)", VALUES);
            mariadb.createDatabase("source");
            run(
                    mariadb.jdbcUrl("source"),
                    "create table heavy (id int primary key, v longtext) character set utf8mb4",
                    "insert into heavy select seq, repeat('x', 100000000) from seq_1_to_3");
            equalAndThenNot(mariadb.url("source"), postgres);
        }
    }
}
