package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.RealCase.NotRestored;
import dev.godwit.host.Crash;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Picture;
import dev.godwit.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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
    private static final Map<String, List<NotRestored>> NOT_RESTORED = Map.of(
            "authelia-mysql",
            List.of(
                    new NotRestored(
                            "V0021__MySQLCachedValueType",
                            "column cached_data value .*",
                            "its down part leaves out NOT NULL, which the column had"),
                    new NotRestored(
                            "V0012__WebAuthnMultiCookieDomain",
                            "index webauthn_devices webauthn_devices_lookup_key .*",
                            "its down part makes the table anew, with a key over other columns"),
                    new NotRestored(
                            "V0011__JWTProfileAccessToken",
                            "column oauth2_access_token_session signature .*",
                            "its down part is empty, so the column stays wide"),
                    new NotRestored(
                            "V0007__ConsistencyFixes",
                            ".*\\b(_bkp_UP_V0002|totp_|u2f_devices|duo_devices|encryption|identity_verification"
                                    + "|user_preferences|user_opaque|authentication_logs|migrations|oauth2_|webauthn_).*",
                            "its up part drops backups and mends names of keys; its down part mends few of them back")));

    /**
     * Text that MariaDB does not take, and what stands for it.
     *
     * @param file its end of path
     * @param cause why
     */
    private record Mended(String file, String text, String instead, String cause) {}

    private static final List<Mended> MENDED = List.of(
            new Mended(
                    "007_collate_object_id.sql",
                    "DROP INDEX idx_reverse_lookup_user ON tuple LOCK = NONE;",
                    "DROP INDEX idx_reverse_lookup_user ON tuple;",
                    "MariaDB takes LOCK in CREATE INDEX and ALTER TABLE, and not in DROP INDEX"),
            new Mended(
                    "007_collate_object_id.sql",
                    "DROP INDEX idx_user_lookup on tuple LOCK = NONE;",
                    "DROP INDEX idx_user_lookup on tuple;",
                    "the same in its down part"),
            new Mended(
                    "V0012.WebAuthnMultiCookieDomain.down.sql",
                    ",\n    UNIQUE KEY (username, description),\n    UNIQUE KEY (kid)",
                    "",
                    "its down part makes keys that the down part of V0007 makes again, on MySQL too"));

    /** Statements of dumps that make a database of their own: Godwit works in the one that its URL names. */
    private static final Pattern OWN_DATABASE = Pattern.compile("(?m)^(DROP DATABASE|CREATE DATABASE|USE) [^;]+;");

    /**
     * Patches of Ranger that cannot stand alone: they change tables, or refer to them, of the schema that Ranger begins with,
     * which is not among the cases; 65 also has a COMMIT without a BEGIN, which is refused (GW-2017). That each of their
     * statements is understood, RealMigrationsTest of the front end shows.
     */
    private static final Set<Integer> OF_RANGERS_FIRST_SCHEMA = Set.of(
            7, 8, 9, 13, 16, 19, 20, 22, 26, 28, 30, 32, 35, 36, 37, 39, 41, 44, 45, 49, 50, 51, 52, 54, 55, 56, 65, 66,
            67, 68, 69, 70, 71, 72, 75);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"authelia-mysql, 26", "openfga-mysql, 8"})
    void goesUpDownAndUpAgain(String name, int count, MariadbTestServer server) throws IOException {
        realCase(name, count).goesUpDownAndUpAgain(server.create());
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"authelia-mysql, 26", "openfga-mysql, 8"})
    void goesUpAndDownOneByOne(String name, int count, MariadbTestServer server) throws IOException {
        realCase(name, count).goesOneByOneToo(server.create());
    }

    private RealCase realCase(String name, int count) throws IOException {
        copy(RealCase.folder(name));
        return new RealCase(name, folder, count, NOT_RESTORED.getOrDefault(name, List.of()));
    }

    /** These have no way back. What they make is what the server makes of them without Godwit. */
    @Test
    void temporalsVersionsMakeWhatTheyMakeByHand(MariadbTestServer server) throws IOException {
        copyVersions(RealCase.folder("temporal-mysql/temporal/versioned"));
        MariadbTestDatabase migrated = server.create();
        all().run(migrated, "apply");
        assertThat(Ledgers.applied(migrated)).hasSize(26);
        requireMadeByHand(migrated, server.create());
    }

    private void requireMadeByHand(MariadbTestDatabase migrated, MariadbTestDatabase byHand) throws IOException {
        for (Path script : files(folder)) {
            byHand.run(Files.readString(script));
        }
        Picture.of(byHand).requireSameCatalog(Picture.of(migrated), "by hand");
    }

    /** From the third on they use the operator {@code ->} and indexes over arrays of JSON, which MariaDB does not have. */
    @Test
    void temporalsVisibilityGoesAsFarAsMariadbDoes(MariadbTestServer server) throws IOException {
        copyVersions(RealCase.folder("temporal-mysql/visibility/versioned"));
        MariadbTestDatabase database = server.create();
        all().run(database, "apply", "--to", "0002");
        Picture before = Picture.of(database);
        Program.Ended ended = InProcess.with(Crash.never()).run(database.url(), folder, "apply");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.errors()).contains("0003_advanced_visibility", "GW-3001", "syntax");
        assertThat(Ledgers.applied(database)).hasSize(2);
        before.requireSame(Picture.of(database), "the statement that was refused");
    }

    @Test
    void chinookComesInOneScriptOfEachKind(MariadbTestServer server) throws IOException {
        Path origin = RealCase.folder("chinook-mysql");
        for (String script : List.of("Chinook_MySql.sql", "Chinook_MySql_AutoIncrementPKs.sql")) {
            String text = OWN_DATABASE
                    .matcher(Files.readString(origin.resolve(script)))
                    .replaceAll("");
            Files.writeString(folder.resolve("1_chinook.sql"), text);
            MariadbTestDatabase database = server.create();
            all().run(database, "apply");
            assertThat(database.ask("select count(*) from Track")).isEqualTo("3503");
            assertThat(database.ask("select count(*) from PlaylistTrack")).isEqualTo("8715");
            assertThat(database.ask("select Name from Artist where ArtistId = 6"))
                    .isEqualTo("Ant\u00f4nio Carlos Jobim");
        }
    }

    @Test
    void rangersPatchesLeaveNothingOfTheirProcedures(MariadbTestServer server) throws IOException {
        copy(RealCase.folder("ranger-mysql-patches"));
        for (Path patch : files(folder)) {
            int number = Integer.parseInt(patch.getFileName().toString().substring(0, 3));
            if (OF_RANGERS_FIRST_SCHEMA.contains(number)) {
                Files.delete(patch);
            }
        }
        MariadbTestDatabase database = server.create();
        all().run(database, "apply");
        assertThat(Ledgers.applied(database)).hasSize(34);
        assertThat(Picture.of(database).catalog())
                .anyMatch(line -> line.contains("x_plugin_info"))
                .noneMatch(line -> line.startsWith("procedure"));
    }

    private RealCase all() {
        return new RealCase("up only", folder, 0, List.of());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    private void copy(Path origin) throws IOException {
        for (Path file : files(origin)) {
            Files.writeString(folder.resolve(file.getFileName()), mended(file));
        }
    }

    /** Temporal's own order: by version, then by name; {@code v1.1/cluster_metadata.sql} becomes {@code 0002_cluster_metadata.sql}. */
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
