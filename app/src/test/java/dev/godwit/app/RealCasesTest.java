package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.Picture;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The migrations of real projects: all up, all down, up one by one, down one by one, with equal catalogs after each. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedServer.class)
class RealCasesTest {
    private static final Path CASES = Path.of(System.getProperty("godwit.root"))
            .resolve("../shared/cases")
            .normalize();

    /**
     * Migrations whose own down part brings something else back than was there.
     *
     * @param id of the migration; what it leaves different stays so further down
     * @param lines of the catalog that differ from there on
     * @param cause what its author did
     */
    private record NotRestored(String id, Pattern lines, String cause) {}

    private static final Map<String, List<NotRestored>> NOT_RESTORED = Map.of(
            "chirpstack-postgres",
            List.of(new NotRestored(
                    "20250113152218_refactor_device_profile_fields",
                    Pattern.compile("column public\\.device_profile\\.(abp|class|is_relay|relay)_.*"),
                    "its down part adds the columns again with defaults, and never drops the defaults")));

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "authelia-postgres, 26, select 1",
        "chirpstack-postgres, 31, create extension pg_trgm; create extension hstore",
        "openfga-postgres, 6, select 1"
    })
    void goesUpDownAndUpAgain(String name, int count, String before, TestServer server) {
        Path folder = CASES.resolve(name);
        if (!Files.isDirectory(folder)) {
            System.err.println("LEFT OUT: " + folder + " is not there, so the real migrations in it are not run");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder));
        TestDatabase database = server.create();
        database.run(before);
        Picture empty = Picture.of(database);
        run(database, folder, "apply");
        assertThat(Ledgers.applied(database)).hasSize(count);
        Picture full = Picture.of(database);
        run(database, folder, "rollback", "--to", "0");
        empty.requireSame(Picture.of(database), name + ", all taken back");
        List<Picture> pictures = upOneByOne(database, folder);
        full.requireSameCatalog(Picture.of(database), name + ", up one by one");
        downOneByOne(name, database, folder, pictures);
        Ledgers.requireNothingLeft(database, name);
    }

    private static List<Picture> upOneByOne(TestDatabase database, Path folder) {
        List<Picture> pictures = new ArrayList<>();
        pictures.add(Picture.of(database));
        List<String> ids =
                database.rows("select migration_id from godwit.execution where direction = 'UP' order by execution_id");
        for (String id : ids) {
            run(database, folder, "apply", "--to", id);
            pictures.add(Picture.of(database));
        }
        return pictures;
    }

    private static void downOneByOne(String name, TestDatabase database, Path folder, List<Picture> pictures) {
        List<NotRestored> exceptions = new ArrayList<>();
        List<String> ids = Ledgers.applied(database);
        for (int i = ids.size() - 1; i >= 0; i--) {
            String id = ids.get(i);
            run(database, folder, "rollback", "--steps", "1");
            NOT_RESTORED.getOrDefault(name, List.of()).stream()
                    .filter(exception -> exception.id().equals(id))
                    .forEach(exceptions::add);
            without(exceptions, pictures.get(i))
                    .requireSameCatalog(without(exceptions, Picture.of(database)), name + ", " + id + " taken back");
        }
        pictures.get(0).requireSame(Picture.of(database), name + ", taken back one by one");
    }

    private static Picture without(List<NotRestored> exceptions, Picture picture) {
        return exceptions.stream()
                .reduce(picture, (left, exception) -> left.without(exception.lines()), (one, other) -> one);
    }

    private static void run(TestDatabase database, Path folder, String... arguments) {
        InProcess.with(Crash.never()).run(database.url(), folder, arguments).require(0, String.join(" ", arguments));
    }
}
