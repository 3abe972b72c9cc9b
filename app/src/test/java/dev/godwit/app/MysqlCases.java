package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.RealCase.NotRestored;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The migrations of real projects that were written for MySQL, copied into a folder in the order that each project runs them.
 * What goes another way than its author meant stands in a list, with the cause; the guide on MySQL and MariaDB tells the same.
 *
 * @param folder that they are copied into
 */
record MysqlCases(Path folder) {
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
     * Text that a server does not take, or Godwit, and what stands for it.
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
                    "its down part makes keys that the down part of V0007 makes again, on MySQL too"),
            new Mended(
                    "V0012.WebAuthnMultiCookieDomain.down.sql",
                    "ON webauthn_devices (rpid, username, description);",
                    "ON webauthn_devices (rpid(64), username, description);",
                    "its down part makes a key over a TEXT without a length, which MySQL refuses and MariaDB keeps as a hash"),
            new Mended(
                    "065-add-uk-on-x_rms_service_resource-resource_signature.sql",
                    "call truncate_rms_tables();\n\ncommit;",
                    "call truncate_rms_tables();",
                    "a COMMIT without a BEGIN is refused (GW-2017), because it would end what Godwit began"));

    /** Procedures that patches of Ranger make and do not drop. */
    static final List<String> LEFT_BY_RANGER = List.of(
            "add_policyguid_in_x_policy_change_log",
            "add_validity_schedule_labels_keywords_in_x_gds_dataset",
            "add_version_in_x_service_version_info",
            "alter_table_x_ugsync_audit_info",
            "create_index_for_x_service_resource",
            "create_index_for_x_trx_log",
            "create_index_for_x_trx_log_v2",
            "create_uniqueindex_for_x_rms_service_resource",
            "delete_rms_tables",
            "getModulesIdByName",
            "getXportalUIdByLoginId",
            "insertModuleMasterEntries",
            "insertRangerPrerequisiteGDSEntries",
            "truncate_rms_tables");

    /** Statements of dumps that make a database of their own: Godwit works in the one that its URL names. */
    private static final Pattern OWN_DATABASE = Pattern.compile("(?m)^(DROP DATABASE|CREATE DATABASE|USE) [^;]+;");

    /** A project whose files have down parts. */
    RealCase upAndDown(String name, int count) throws IOException {
        copy(RealCase.folder(name));
        return new RealCase(name, folder, count, NOT_RESTORED.getOrDefault(name, List.of()));
    }

    /** What is in the folder now, which has no way back. */
    RealCase upOnly() {
        return new RealCase("up only", folder, 0, List.of());
    }

    /** The patches of Ranger, those of its audit database between them; the numbers are one sequence. */
    void patchesOfRanger() throws IOException {
        copy(RealCase.folder("ranger-mysql-patches"));
        copy(RealCase.folder("ranger-mysql-patches").resolve("audit"));
    }

    /** What the patches begin with. */
    static String baseOfRanger() throws IOException {
        return Files.readString(
                Path.of(System.getProperty("godwit.root")).resolve("app/src/test/resources/cases/ranger-base.sql"));
    }

    /** A script of Chinook, for the database that is named and no other. */
    void chinook(String script) throws IOException {
        Path origin = RealCase.folder("chinook-mysql");
        String text =
                OWN_DATABASE.matcher(Files.readString(origin.resolve(script))).replaceAll("");
        Files.writeString(folder.resolve("1_chinook.sql"), text);
    }

    /** Temporal's own order: by version, then by name; {@code v1.1/cluster_metadata.sql} becomes {@code 0002_cluster_metadata.sql}. */
    void versionsOfTemporal(String part) throws IOException {
        Path origin = RealCase.folder("temporal-mysql/temporal").getParent().resolve(part + "/versioned");
        try (Stream<Path> files = Files.walk(origin)) {
            List<Path> scripts = files.filter(path -> path.toString().endsWith(".sql"))
                    .sorted(Comparator.comparing(MysqlCases::version).thenComparing(Path::getFileName))
                    .toList();
            int number = 0;
            for (Path script : scripts) {
                String name = String.format("%04d_%s", ++number, script.getFileName());
                Files.writeString(folder.resolve(name), mended(script));
            }
        }
    }

    /** The same catalog as the files make without Godwit, one after the other. */
    void requireMadeByHand(MariadbTestDatabase migrated, MariadbTestDatabase byHand) throws IOException {
        for (Path script : files(folder)) {
            byHand.run(Files.readString(script));
        }
        Picture.of(byHand).requireSameCatalog(Picture.of(migrated), "by hand");
    }

    private void copy(Path origin) throws IOException {
        for (Path file : files(origin)) {
            Files.writeString(folder.resolve(file.getFileName()), mended(file));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
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
