package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.RealCase.NotRestored;
import dev.godwit.host.Crash;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Picture;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The migrations of real projects that were written for MySQL, on MariaDB; each that goes another way stands in a list. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedServer.class)
class MariadbRealCasesTest {
    private static final Map<String, List<NotRestored>> NOT_RESTORED = Map.of();

    /**
     * Text that MariaDB does not take, and what stands for it.
     *
     * @param file its end of path
     * @param cause why
     */
    private record Mended(String file, String text, String instead, String cause) {}

    private static final List<Mended> MENDED = List.of();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"authelia-mysql, 26", "openfga-mysql, 8"})
    void goesUpDownAndUpAgain(String name, int count, MariadbTestServer server) throws IOException {
        copy(RealCase.folder(name));
        new RealCase(name, folder, count, NOT_RESTORED.getOrDefault(name, List.of()))
                .goesUpDownAndUpAgain(server.create());
    }

    /** These have no way back; but their authors also publish what all of them together make. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"temporal, 23", "visibility, 18"})
    void temporalsVersionsMakeWhatItsSchemaSays(String name, int count, MariadbTestServer server) throws IOException {
        Path origin = RealCase.folder("temporal-mysql/" + name);
        copyVersions(origin.resolve("versioned"));
        MariadbTestDatabase migrated = server.create();
        assertThat(run(migrated, "apply").exitCode()).isZero();
        assertThat(Ledgers.applied(migrated)).hasSize(count);
        MariadbTestDatabase whole = server.create();
        whole.run(mended(origin.resolve("schema.sql")));
        Picture.of(whole).requireSameCatalog(Picture.of(migrated), name);
    }

    @Test
    void chinookComesInOneScript(MariadbTestServer server) throws IOException {
        copy(RealCase.folder("chinook-mysql"));
        MariadbTestDatabase database = server.create();
        assertThat(run(database, "apply").exitCode()).isZero();
    }

    @Test
    void rangersPatches(MariadbTestServer server) throws IOException {
        copy(RealCase.folder("ranger-mysql-patches"));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            for (Path file : all) {
                MariadbTestDatabase database = server.create();
                Path alone = Files.createDirectories(
                        folder.resolve("../" + folder.getFileName() + "x/" + file.getFileName()));
                Files.copy(file, alone.resolve(file.getFileName()));
                Program.Ended ended = InProcess.with(Crash.never()).run(database.url(), alone, "apply");
                System.err.println("RANGER " + file.getFileName() + " " + ended.exitCode() + " "
                        + ended.errors()
                                .lines()
                                .filter(line -> line.startsWith("error"))
                                .findFirst()
                                .orElse(""));
            }
        }
    }

    private Program.Ended run(TestDatabase database, String... arguments) {
        Program.Ended ended = InProcess.with(Crash.never()).run(database.url(), folder, arguments);
        System.err.println(ended.errors());
        return ended;
    }

    private void copy(Path origin) throws IOException {
        try (Stream<Path> files = Files.list(origin)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".sql")).toList()) {
                Files.writeString(folder.resolve(file.getFileName()), mended(file));
            }
        }
    }

    /** Temporal's own order: by version, then by name; {@code v1.10/queues.sql} becomes {@code 00110001_queues.sql}. */
    private void copyVersions(Path origin) throws IOException {
        try (Stream<Path> files = Files.walk(origin)) {
            List<Path> scripts = files.filter(path -> path.toString().endsWith(".sql"))
                    .sorted(Comparator.comparing(MariadbRealCasesTest::version).thenComparing(Path::getFileName))
                    .toList();
            int number = 0;
            for (Path script : scripts) {
                String name = String.format("%04d_%s", ++number, script.getFileName());
                Files.writeString(folder.resolve(name), mended(script));
            }
        }
    }

    private static int version(Path script) {
        return Integer.parseInt(script.getParent().getFileName().toString().replaceFirst("v1\\.", ""));
    }

    private static String mended(Path file) throws IOException {
        String text = Files.readString(file);
        for (Mended mended : MENDED) {
            if (file.endsWith(mended.file())) {
                assertThat(text).as(mended.cause()).contains(mended.text());
                text = text.replace(mended.text(), mended.instead());
            }
        }
        return text;
    }
}
