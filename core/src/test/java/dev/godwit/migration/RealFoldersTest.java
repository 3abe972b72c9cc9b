package dev.godwit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealFoldersTest {
    private static final Path CASES = Path.of(System.getProperty("godwit.root", "."))
            .resolve("../shared/cases")
            .normalize();

    @ParameterizedTest
    @CsvSource({
        "authelia-postgres,                 postgresql, 26, V0001__Initial_Schema,     26, 0",
        "authelia-mysql,                    mysql,      26, V0001__Initial_Schema,     26, 0",
        "chirpstack-postgres,               postgresql, 31, 00000000000000_initial,    31, 0",
        "openfga-postgres,                  postgresql,  6, 001_initialize_schema,      6, 0",
        "openfga-mysql,                     mysql,       8, 001_initialize_schema,      8, 0",
        "temporal-mysql/temporal/versioned, mysql,      20, 1.0,                        0, 0",
        "temporal-mysql/visibility/versioned, mysql,    15, 1.0,                        0, 0",
        "ranger-mysql-patches,              mysql,      69, 001_groupsource,            0, 1",
    })
    void readsTheFoldersOfRealProjects(String name, String dialect, int count, String first, int withDown, int notes) {
        Path folder = CASES.resolve(name);
        if (!Files.isDirectory(folder)) {
            System.err.println("LEFT OUT: " + folder + " is not there, so the real migrations in it are not tried");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder));
        MigrationSet set = MigrationFolder.read(folder, FolderOptions.of(dialect));
        assertThat(set.ordered()).hasSize(count);
        assertThat(set.ordered().get(0).id()).isEqualTo(first);
        assertThat(set.notes()).hasSize(notes);
        MigrationReader reader = new MigrationReader(ScriptSyntax.of(dialect));
        List<MigrationScript> scripts = set.ordered().stream().map(reader::read).toList();
        assertThat(scripts).filteredOn(script -> !script.down().isEmpty()).hasSize(withDown);
        assertThat(scripts).allMatch(script -> !script.up().isEmpty());
    }

    @Test
    void tenThousandFilesAreReadInASecondAndTakeLittleMemory(@TempDir Path directory) throws Exception {
        String body = "create table t (id bigint primary key, name text not null default 'x');\n".repeat(6);
        for (int i = 0; i < 10_000; i++) {
            Files.writeString(
                    directory.resolve(String.format("2024%07d_add_table_%d.sql", 1_010_000 + i, i)),
                    "-- reason: number " + i + "\n-- Up Migration\n" + body + "-- Down Migration\ndrop table t;\n");
        }
        MigrationFolder.read(directory, FolderOptions.of("postgresql"));
        long before = System.nanoTime();
        MigrationSet set = MigrationFolder.read(directory, FolderOptions.of("postgresql"));
        List<Applied> applied = new ArrayList<>();
        set.ordered()
                .forEach(migration -> applied.add(new Applied(
                        migration.id(), migration.checksum(), migration.checksum(), applied.size() + 1, false)));
        Comparison comparison = History.compare(set, applied, HistoryOptions.STRICT, Migration::checksum);
        long millis = (System.nanoTime() - before) / 1_000_000;
        System.err.println("10,000 migrations read and compared in " + millis + " ms");
        assertThat(comparison.pending()).isEmpty();
        assertThat(comparison.problems()).isEmpty();
        assertThat(millis).as("generous: the machine may be busy").isLessThan(5_000);
    }
}
