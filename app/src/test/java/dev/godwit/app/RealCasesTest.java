package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.RealCase.NotRestored;
import dev.godwit.migration.FolderOptions;
import dev.godwit.migration.MigrationFolder;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The migrations of real projects: all up, all down, up one by one, down one by one, with equal catalogs after each. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedServer.class)
class RealCasesTest {
    private static final String OWN_DATABASE = "\\c chinook;";
    private static final Pattern CREATED = Pattern.compile("CREATE TABLE (\\w+)");

    private static final Map<String, List<NotRestored>> NOT_RESTORED = Map.of(
            "authelia-postgres",
            List.of(
                    new NotRestored(
                            "V0012__WebAuthnMultiCookieDomain",
                            ".*\\bwebauthn_devices.*",
                            "its down part makes the table anew, with a primary key and a sequence that an earlier one had lost"),
                    new NotRestored(
                            "V0011__JWTProfileAccessToken",
                            "column public\\.oauth2_access_token_session\\.signature .*",
                            "its down part is empty, so the column stays wide"),
                    new NotRestored(
                            "V0007__ConsistencyFixes",
                            ".*\\b(_bkp_up_v0002|totp_|u2f_devices|duo_devices|encryption|identity_verification"
                                    + "|user_preferences|authentication_logs|migrations|oauth2_).*",
                            "its up part drops backups and mends names of keys; its down part mends few of them back")),
            "chirpstack-postgres",
            List.of(
                    new NotRestored(
                            "20250113152218_refactor_device_profile_fields",
                            "column public\\.device_profile\\.(abp_|class_|is_relay|relay_).*",
                            "its down part adds the columns again with defaults, and never drops the defaults"),
                    new NotRestored(
                            "20220426153628_device_profile_payload_codec_script",
                            "column public\\.device_profile\\.payload_encoder_config .*",
                            "its down part adds two columns with defaults and drops the default of one of them twice")));

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "authelia-postgres, 26, select 1",
        "chirpstack-postgres, 31, create extension pg_trgm; create extension hstore",
        "openfga-postgres, 6, select 1"
    })
    void goesUpDownAndUpAgain(String name, int count, String before, TestServer server) throws IOException {
        TestDatabase database = server.create();
        database.run(before);
        Path folder = RealCase.folder(name);
        requireEachFile(folder);
        new RealCase(name, folder, count, NOT_RESTORED.getOrDefault(name, List.of())).goesOneByOneToo(database);
    }

    /** None is passed over because of its name. */
    private static void requireEachFile(Path folder) throws IOException {
        List<Path> read = MigrationFolder.read(folder, FolderOptions.of("postgresql")).ordered().stream()
                .flatMap(migration -> migration.files().stream())
                .map(file -> folder.resolve(file.source()).toAbsolutePath().normalize())
                .sorted()
                .toList();
        assertThat(read).isEqualTo(scripts(folder)).isNotEmpty();
    }

    private static List<Path> scripts(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .map(file -> file.toAbsolutePath().normalize())
                    .sorted()
                    .toList();
        }
    }

    /** Its authors publish a script for psql, which makes a database of its own; the way back is ours. */
    @Test
    void chinookComesInOneScriptAndGoesAgain(TestServer server, @TempDir Path folder) throws IOException {
        String script = Files.readString(RealCase.folder("chinook-expected-pg").resolve("Chinook_PostgreSql.sql"));
        String tables =
                CREATED.matcher(script).results().map(table -> table.group(1)).collect(Collectors.joining(", "));
        Files.writeString(
                folder.resolve("1_chinook.sql"),
                "-- Up Migration\n" + script.substring(script.indexOf(OWN_DATABASE) + OWN_DATABASE.length())
                        + "\n-- Down Migration\nDROP TABLE " + tables + ";\n");
        new RealCase("chinook", folder, 1, List.of()).goesUpDownAndUpAgain(server.create());
    }
}
