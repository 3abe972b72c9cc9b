package dev.godwit.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays the packaged demo as a new user does, smaller. */
class DemoIT {
    private static final Path JAR = Path.of(System.getProperty("godwit.root"), "app/target/godwit.jar");
    private static final long LIMIT_MINUTES = 10;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void movesUpAndDownAndUpUnderTrafficAndLosesNothing(String server) throws Exception {
        Ended ended = demo("--on", server, "--rows", "20000");
        assertThat(ended.exitCode()).as(ended.told()).isZero();
        assertRight(ended);
        assertThat(ended.table()).containsPattern("\nrisk_score +2\\d,\\d{3} ");
        assertThat(ended.table()).containsPattern("ok +the frozen replica held the backfill +");
        assertThat(ended.table()).containsPattern("ok +columns of risk_score left +0\n");
        assertThat(ended.told()).contains("apply --to 20240115001 --yes", "rollback --yes", "freezes the replica");
    }

    @Test
    void endsExactlyRightAfterItsProgramWasKilledInTheMiddle() throws Exception {
        endsExactlyRight("postgresql");
    }

    @Test
    @Tag("nightly")
    void endsExactlyRightOnMariadbToo() throws Exception {
        endsExactlyRight("mariadb");
    }

    private void endsExactlyRight(String server) throws Exception {
        Ended ended = demo("--on", server, "--crash", "--rows", "50000");
        assertThat(ended.exitCode()).as(ended.told()).isZero();
        assertRight(ended);
        assertThat(ended.table()).containsPattern("ok +killed \\(kill -9\\) in the middle of the backfill +");
        assertThat(ended.table()).containsPattern("ok +the second run went on where the first was killed +");
        assertThat(ended.told()).contains("$ kill -9 ");
    }

    private static void assertRight(Ended ended) {
        assertThat(ended.table())
                .containsPattern("\napplication errors +0\n")
                .containsPattern("ok +lost writes, of [\\d,]+ acknowledged \\([\\d,]+ keys\\) +0\n")
                .containsPattern("ok +loaded rows not written exactly once +0\n")
                .contains("Everything holds")
                .doesNotContain("FAILED");
        assertThat(ended.told()).doesNotContainPattern("://[^@ /]+:[^@ ]+@");
    }

    private record Ended(int exitCode, String table, String told) {}

    private Ended demo(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-jar", "" + JAR));
        words.add("demo");
        words.addAll(List.of(options));
        Path table = folder.resolve("table");
        Path told = folder.resolve("told");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(table.toFile())
                .redirectError(told.toFile())
                .start();
        boolean inTime = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!inTime) {
            process.destroy();
        }
        assertThat(inTime).as("ends in time: " + Files.readString(told)).isTrue();
        return new Ended(process.exitValue(), Files.readString(table), Files.readString(told));
    }
}
