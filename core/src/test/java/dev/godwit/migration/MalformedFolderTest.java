package dev.godwit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.fault.GodwitException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedFolderTest {
    @TempDir
    Path directory;

    /** Name of the file (a second one behind a comma is empty), its text, the problems one a line. */
    static List<Arguments> files() {
        return List.of(
                Arguments.of(
                        "schema.sql",
                        "",
                        "GW-2003 schema.sql has no valid id [schema.sql] next: rename it, for example "
                                + FileName.EXAMPLES + "; a leading _ leaves it out"),
                Arguments.of(
                        "1_a.down.sql",
                        "",
                        "GW-2003 1_a.down.sql has no up part beside it [1_a.down.sql] next: add the file with the up part, or remove this one"),
                Arguments.of(
                        "1_a.sql,01_b.sql",
                        "",
                        "GW-2005 id 1 is claimed by 01_b.sql and 1_a.sql [1_a.sql] next: renumber one of them"),
                Arguments.of(
                        "V1_2__a.sql,V1.2.0__a.sql",
                        "",
                        "GW-2005 id 1.2 is claimed by V1.2.0__a.sql and V1_2__a.sql [V1_2__a.sql] next: renumber one of them"),
                Arguments.of(
                        "2024_01_15_001_x.sql,20240115001_x.sql",
                        "",
                        "GW-2005 id 20240115001 is claimed by 20240115001_x.sql and 2024_01_15_001_x.sql [2024_01_15_001_x.sql] next: renumber one of them"),
                Arguments.of(
                        "1_a/up.sql,1_a.sql",
                        "",
                        "GW-2005 id 1 is claimed by 1_a.sql and 1_a/up.sql [1_a/up.sql] next: renumber one of them"),
                Arguments.of(
                        "1_a.up.sql,1_b.down.sql",
                        "",
                        "GW-2005 1_a.up.sql and 1_b.down.sql have the same id and different names [1_b.down.sql] next: give both the same name, or renumber one of them"),
                Arguments.of(
                        "1_a.sql,1_a.yaml",
                        "",
                        "GW-2005 id 1 is claimed by 1_a.sql and 1_a.yaml [1_a.yaml] next: renumber one of them"),
                Arguments.of(
                        "1_a/up.sql,1_a/upp.sql",
                        "",
                        "GW-2003 1_a/upp.sql is no part of a migration [1_a/upp.sql] next: name it up.sql, verify.sql or down.sql; a leading _ leaves it out"),
                Arguments.of(
                        "1_a.sql",
                        "-- version: 2_b\n",
                        "GW-2004 the header says version 2_b, the file's name says 1 [1_a.sql] next: make them agree"),
                Arguments.of(
                        "1_a.sql",
                        "-- godwit: transactoin off\n-- lock-timeout: soon\n-- phase: expant\n-- transaction: maybe\n-- depends-on: x y\n",
                        """
                        GW-2004 unknown header field transactoin; did you mean transaction? [1_a.sql:1] next: correct the header line
                        GW-2004 lock-timeout is a time such as 500ms, 5s or 2m, not soon [1_a.sql:2] next: correct the header line
                        GW-2004 there is no phase expant; did you mean expand? [1_a.sql:3] next: correct the header line
                        GW-2004 transaction is on or off, not maybe [1_a.sql:4] next: correct the header line
                        GW-2004 depends-on names x, which is not the id of a migration [1_a.sql:5] next: correct the header line
                        GW-2004 depends-on names y, which is not the id of a migration [1_a.sql:5] next: correct the header line"""),
                Arguments.of(
                        "1_a.sql",
                        "-- depend-on: 20240115001\n-- lock_timout: 5s\n-- Transactions: off\n-- Required: 12\n-- phrase: none\n",
                        """
                        GW-2004 unknown header field depend-on; did you mean depends-on? [1_a.sql:1] next: correct the header line
                        GW-2004 unknown header field lock_timout; did you mean lock-timeout? [1_a.sql:2] next: correct the header line
                        GW-2004 unknown header field Transactions; did you mean transaction? [1_a.sql:3] next: correct the header line"""),
                Arguments.of(
                        "1_a.sql",
                        "-- Down Migration\ndrop table t;\n",
                        "GW-2004 -- Down Migration stands without an up part before it [1_a.sql:1] next: begin the parts with -- Up Migration, -- Verify and -- Down Migration"),
                Arguments.of("1_a.sql", "select 1;\n-- Up\nselect 2;\n-- Down\n-- Down\n", """
                        GW-2004 statements stand before the first part and belong to none [1_a.sql:1] next: begin the parts with -- Up Migration, -- Verify and -- Down Migration
                        GW-2004 -- Down stands a second time [1_a.sql:5] next: begin the parts with -- Up Migration, -- Verify and -- Down Migration"""),
                Arguments.of(
                        "1_a.sql",
                        "-- +goose Up\n-- +goose ENVSUB ON\nselect 1;\n",
                        "GW-2004 -- +goose ENVSUB ON is not supported [1_a.sql:2] next: begin the parts with -- Up Migration, -- Verify and -- Down Migration"),
                Arguments.of(
                        "1_a.sql",
                        "select\0 1",
                        "GW-2002 1_a.sql holds a NUL byte at byte 6 [1_a.sql] next: remove it: servers refuse it, or end the statement there"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatIsWrongWhereAndWhatToDo(String names, String text, String problems) {
        Folder folder = new Folder(directory);
        String[] all = names.split(",");
        folder.file(all[0], text);
        if (all.length > 1) {
            folder.file(all[1], "");
        }
        assertThat(folder.problems()).isEqualTo(problems);
    }

    /** Bytes, and the offset of the first that is wrong. */
    static List<Arguments> encodings() {
        return List.of(
                Arguments.of(new byte[] {'a', (byte) 0xE9, 'b'}, "byte 1"),
                Arguments.of(new byte[] {'a', 'b', (byte) 0xC0, (byte) 0xAF}, "byte 2"),
                Arguments.of(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, "byte 0"),
                Arguments.of(new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, "byte 0"),
                Arguments.of(new byte[] {'a', (byte) 0xE2, (byte) 0x82}, "byte 1"),
                Arguments.of("select 1".getBytes(StandardCharsets.UTF_16), "byte 0 (it looks like UTF-16)"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void refusesWhatIsNotUtf8WithTheOffset(byte[] bytes, String where) {
        assertThat(new Folder(directory).file("1_a.sql", bytes).problems())
                .isEqualTo("GW-2002 1_a.sql is not valid UTF-8 at " + where + " [1_a.sql] next: save it as UTF-8");
    }

    @Test
    void theCheckOfUtf8AgreesWithJavasDecoder() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(99);
        int[] interesting = {
            0, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5,
            0xFF
        };
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[random.nextInt(1, 6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) interesting[random.nextInt(interesting.length)];
            }
            Utf8Check check = new Utf8Check();
            boolean valid = check.accept(bytes, bytes.length) < 0 && check.finish() < 0;
            assertThat(valid).as("round %s: %s", round, bytes).isEqualTo(decodes(bytes));
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
            return true;
        } catch (java.nio.charset.CharacterCodingException malformed) {
            return false;
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesEverythingThatIsNoRegularFileWithinTheFolder(@TempDir Path outside) throws Exception {
        Files.createDirectory(directory.resolve("1_directory.sql"));
        Files.createSymbolicLink(directory.resolve("2_dangling.sql"), directory.resolve("nowhere"));
        Files.createSymbolicLink(directory.resolve("3_cyclic.sql"), directory.resolve("3_cyclic.sql"));
        Files.createSymbolicLink(
                directory.resolve("4_outside.sql"), Files.writeString(outside.resolve("x.sql"), "select 1"));
        Files.createSymbolicLink(directory.resolve("6_folder"), outside);
        new ProcessBuilder("mkfifo", directory.resolve("7_fifo.sql").toString())
                .start()
                .waitFor();
        assertThat(new Folder(directory).problems().lines().map(line -> line.replaceAll(" \\[.*", "")))
                .containsExactly(
                        "GW-2001 1_directory.sql is a directory, not a file",
                        "GW-2001 2_dangling.sql is a link that leads nowhere",
                        "GW-2001 3_cyclic.sql is a link that leads nowhere",
                        "GW-2001 4_outside.sql is a link to a place outside the folder",
                        "GW-2001 6_folder is a link to a place outside the folder",
                        "GW-2001 7_fifo.sql is no regular file");
    }

    @Test
    void aFolderThatIsNotThereIsOneClearError() {
        Path missing = directory.resolve("migrations");
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                GodwitException.class, () -> new Folder(missing).read())
                        .problems()
                        .get(0)
                        .what())
                .isEqualTo(missing + " cannot be read: no such file");
    }

    @Test
    void aFileThatChangesBetweenTwoReadsIsNoticed() {
        Folder folder = new Folder(directory).file("1_a.sql", "select 1");
        Migration migration = folder.read().ordered().get(0);
        folder.file("1_a.sql", "select 2");
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                        GodwitException.class, () -> new MigrationReader(ScriptSyntax.POSTGRESQL).read(migration)))
                .hasMessage("GW-2001 1_a.sql changed while it was read at 1_a.sql");
    }
}
