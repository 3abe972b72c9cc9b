package dev.godwit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.migration.Part.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFolderTest {
    @TempDir
    Path directory;

    private Folder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new Folder(directory);
    }

    private List<String> ids() {
        return folder.read().ordered().stream().map(Migration::id).toList();
    }

    @Test
    void readsAllFormsSideBySide() {
        folder.file("20240115001_one.sql", "select 1;")
                .file("20240115002_two.up.sql", "select 2;")
                .file("20240115002_two.down.sql", "select -2;")
                .file("20240115002_two.verify.sql", "select 22;")
                .file("2024-01-16-120000_three/up.sql", "select 3;")
                .file("2024-01-16-120000_three/down.sql", "select -3;")
                .file("2024-01-16-120000_three/metadata.toml", "run_in_transaction = false\n")
                .file("R__view.sql", "select 4;")
                .file("20240117001_fill.yaml", "godwit: 1")
                .file("README.md", "x")
                .file("SOURCE.txt", "x")
                .file("_draft.sql", "x")
                .file(".hidden.sql", "x");
        assertThat(ids())
                .containsExactly(
                        "20240115001_one", "20240115002_two", "20240116120000_three", "20240117001_fill", "R__view");
        MigrationScript two = folder.script("20240115002");
        assertThat(two.parts().stream().map(Part::role)).containsExactly(Role.UP, Role.VERIFY, Role.DOWN);
        assertThat(two.down().get(0).text()).isEqualTo("select -2;");
        assertThat(folder.script("20240116120000").up().get(0).transaction()).isFalse();
        assertThat(folder.script("20240116120000").header().transaction()).isFalse();
        assertThat(folder.script("20240117001").kind()).isEqualTo(Migration.Kind.PLAN);
        assertThat(folder.script("20240117001").source()).isEqualTo("godwit: 1");
    }

    @Test
    void takesFilesOfMysqlAndMariadbForOneDialect() {
        folder.file("1_a.mysql.sql", "select 1;")
                .file("2_b.mariadb.sql", "select 2;")
                .file("3_c.postgres.sql", "select 3;");
        MigrationSet files = MigrationFolder.read(directory, FolderOptions.of("mysql"));
        assertThat(files.ordered()).extracting(Migration::id).containsExactly("1_a", "2_b");
        assertThat(ids()).containsExactly("3_c");
    }

    @Test
    void pairsFlywaysUndoAndItsSettings() {
        folder.file("V1_2__add_x.sql", "create index concurrently i on t (a);")
                .file("U1.2__take_x_away.sql", "drop index i;")
                .file("V1_2__add_x.sql.conf", "executeInTransaction=false\n");
        MigrationScript script = folder.script("V1.2");
        assertThat(script.id()).isEqualTo("V1.2__add_x");
        assertThat(script.down().get(0).text()).isEqualTo("drop index i;");
        assertThat(script.header().transaction()).isFalse();
        assertThat(script.irreversible()).isFalse();
    }

    @Test
    void takesTheFilesOfItsDialectAlone() {
        folder.file("20150100000001000000_x.postgres.up.sql", "postgres")
                .file("20150100000001000000_x.up.sql", "general")
                .file("20150100000001000000_x.mysql.up.sql", "mysql")
                .file("20150100000001000000_x.down.sql", "general down");
        MigrationScript script = folder.script("20150100000001000000");
        assertThat(script.up()).extracting(Part::text).containsExactly("postgres");
        assertThat(script.down()).extracting(Part::text).containsExactly("general down");
    }

    @Test
    void readsTheMigrationOfRequirement001WithItsParts() {
        String text = """
                -- Migration: Add user preferences table
                -- Version: 2024_01_15_001

                -- Up Migration
                BEGIN TRANSACTION;
                CREATE TABLE user_preferences (preferences JSONB DEFAULT '{}');
                -- Verify migration
                DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM users) THEN RAISE EXCEPTION 'Migration failed: no'; END IF; END $$;
                COMMIT;
                -- Down Migration
                BEGIN TRANSACTION;
                DROP TABLE IF EXISTS user_preferences CASCADE;
                COMMIT;
                """;
        folder.file("2024_01_15_001_add_user_preferences.sql", text);
        Migration migration = folder.read().ordered().get(0);
        assertThat(migration.id()).isEqualTo("20240115001_add_user_preferences");
        assertThat(migration.description()).isEqualTo("Add user preferences table");
        MigrationScript script = folder.script(migration.id());
        assertThat(script.parts()).extracting(Part::firstLine).containsExactly(5, 8, 11);
        assertThat(script.up().get(0).text()).startsWith("BEGIN TRANSACTION;").endsWith("'{}');\n");
        assertThat(script.verify().get(0).text()).startsWith("DO $$").endsWith("COMMIT;\n");
        assertThat(script.irreversible()).isFalse();
        assertThat(script.source()).isEqualTo(text);
    }

    @Test
    void readsEveryFieldOfTheHeader() {
        folder.file("20240101_a.sql", "select 1").file("20240102_b.sql", """
                        -- Reason: the shop wants it,
                        -- why: and soon
                        -- author: Ada
                        -- ticket: SHOP-12
                        -- depends-on: 20240101_a, 20240101
                        -- godwit: transaction off
                        -- godwit: lock-timeout = 500ms
                        -- lock-budget: 30s
                        -- statement_timeout: 5m
                        -- PHASE: Expand
                        -- Please read: this is an ordinary comment
                        -- requires: PostgreSQL 12
                        -- godwit:ignore GL-101 because the table is small

                        alter table t add column c int;
                        -- ticket: not in the header any more
                        """);
        Header header = folder.read().find("20240102").orElseThrow().header();
        assertThat(header)
                .isEqualTo(new Header(
                        null,
                        null,
                        "the shop wants it, and soon",
                        "Ada",
                        "SHOP-12",
                        List.of("20240101_a", "20240101"),
                        false,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        "expand"));
    }

    @Test
    void lineEndsAndByteOrderMarkDoNotChangeTheChecksum() {
        String text = "-- reason: é\ncreate table t (\n  id int\n);\n";
        List<String> forms = List.of(
                text,
                text.replace("\n", "\r\n"),
                text.replace("\n", "\r"),
                "\uFEFF" + text,
                "\uFEFF" + text.replace("\n", "\r\n"));
        assertThat(forms.stream()
                        .map(form -> FileContent.of(form.getBytes(StandardCharsets.UTF_8), "x")
                                .checksum())
                        .distinct())
                .hasSize(1);
        assertThat(FileContent.of((text + " ").getBytes(StandardCharsets.UTF_8), "x")
                        .checksum())
                .isNotEqualTo(FileContent.of(text.getBytes(StandardCharsets.UTF_8), "x")
                        .checksum());
        folder.file("20240101_a.sql", "\uFEFF" + text.replace("\n", "\r\n"));
        assertThat(folder.script("20240101").up().get(0).text()).isEqualTo(text.replace("\n", "\r\n"));
    }

    @Test
    void theChecksumSeesALineEndThatIsCutBetweenTwoPieces() throws Exception {
        String text = "x".repeat(64 * 1024 - 1) + "\r\n" + "é".repeat(100_000);
        Path file = Files.write(directory.resolve("big"), text.getBytes(StandardCharsets.UTF_8));
        assertThat(FileContent.read(file, "big", 1_000_000).checksum())
                .isEqualTo(FileContent.of(text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8), "x")
                        .checksum());
    }

    @Test
    void anEmptyDownPartUndoesOnlyAnEmptyUpPart() {
        folder.file("1_a.up.sql", "")
                .file("1_a.down.sql", "-- nothing\n")
                .file("2_b.up.sql", "select 1;")
                .file("2_b.down.sql", "/* nothing */")
                .file("3_c.sql", "-- only a comment");
        assertThat(folder.script("1").irreversible()).isFalse();
        assertThat(folder.script("2").irreversible()).isTrue();
        assertThat(folder.script("3").irreversible()).isFalse();
    }

    @Test
    void whatTheLedgerKeepsReadsBackAsTheSameParts() {
        folder.file("1_a.up.sql", "select 1;\r\n-- godwit:file DOWN 3 x\nabc\n")
                .file("1_a.down.sql", "select 'é';")
                .file("2_b/up.sql", "")
                .file("2_b/metadata.toml", "run_in_transaction=false")
                .file("3_c.sql", "-- Up Migration\nselect 1;\n-- Down Migration\nselect 2;")
                .file("4_d.sql", "-- godwit:file DOWN 3 x\nabc\n");
        MigrationReader reader = new MigrationReader(ScriptSyntax.POSTGRESQL);
        for (Migration migration : folder.read().ordered()) {
            MigrationScript script = reader.read(migration);
            MigrationScript back = reader.readSource(migration.id(), migration.kind(), script.source());
            assertThat(back.source()).isEqualTo(script.source());
            assertThat(back.header()).isEqualTo(script.header());
            assertThat(back.parts())
                    .extracting(Part::text)
                    .isEqualTo(script.parts().stream().map(Part::text).toList());
            assertThat(back.parts())
                    .extracting(Part::role)
                    .isEqualTo(script.parts().stream().map(Part::role).toList());
        }
    }

    @Test
    void readsAFolderPerVersionWithSeveralFiles() {
        folder.file("v1.2/queue.sql", "q")
                .file("v1.2/blob_size.sql", "b")
                .file("v1.10/x.sql", "x")
                .file("v1.2/manifest.json", "");
        assertThat(ids()).containsExactly("1.2", "1.10");
        assertThat(folder.script("v1.2").up()).extracting(Part::text).containsExactly("b", "q");
    }

    @Test
    void aLinkWithinTheFolderIsFollowed() throws Exception {
        folder.file("_store/one.sql", "select 1;");
        Files.createSymbolicLink(directory.resolve("1_a.sql"), directory.resolve("_store/one.sql"));
        assertThat(ids()).containsExactly("1_a");
    }

    @Test
    void notesMixedNumberingAndFoldersLeftOut() {
        folder.file("001_a.sql", "")
                .file("20240101001_b.sql", "")
                .file("audit/x.sql", "")
                .file("compose.yaml", "");
        assertThat(folder.read().notes())
                .containsExactly(
                        "audit/ is left out with its 1 SQL files: it is neither a migration (up.sql within) nor has it an id",
                        "compose.yaml is left out: its name does not begin with an id",
                        "two ways of numbering in one folder: 1 plain (such as 001_a) and 1 by date (such as 20240101001_b);"
                                + " plain numbers sort by value, so before dates");
    }

    @Test
    void newMigrationsTakeTheNextFreeNumberAndReadBack() {
        NewMigration first = NewMigration.of("Add  user préférences!", java.time.LocalDate.of(2024, 1, 15), List.of());
        assertThat(first.fileName()).isEqualTo("20240115001_add_user_preferences.sql");
        folder.file(first.fileName(), first.text());
        NewMigration second = NewMigration.of(
                "x",
                java.time.LocalDate.of(2024, 1, 15),
                folder.read().ordered().stream().map(Migration::version).toList());
        assertThat(second.fileName()).isEqualTo("20240115002_x.sql");
        assertThat(folder.problems()).isEmpty();
        assertThat(folder.script("20240115001").parts()).hasSize(3).allMatch(Part::empty);
        assertThat(folder.read().ordered().get(0).description()).isEqualTo("Add user préférences!");
    }
}
