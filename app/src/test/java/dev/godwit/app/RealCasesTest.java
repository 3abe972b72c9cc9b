package dev.godwit.app;

import dev.godwit.app.RealCase.NotRestored;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The migrations of real projects: all up, all down, up one by one, down one by one, with equal catalogs after each. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedServer.class)
class RealCasesTest {
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
    void goesUpDownAndUpAgain(String name, int count, String before, TestServer server) {
        TestDatabase database = server.create();
        database.run(before);
        new RealCase(name, RealCase.folder(name), count, NOT_RESTORED.getOrDefault(name, List.of()))
                .goesOneByOneToo(database);
    }
}
