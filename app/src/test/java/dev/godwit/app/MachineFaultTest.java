package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.JumpingTime;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.SkippingTime;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The machine itself fails: its clock, its disk, its files. */
@ExtendWith(SharedServer.class)
class MachineFaultTest {
    private static final String TABLE = "create table t (k integer primary key, touched integer not null default 0);"
            + "insert into t select n, 0 from generate_series(1, 1000) n";
    private static final String FILL = String.join(
            "\n",
            "godwit: 1",
            "name: count each row once",
            "steps:",
            "  - id: fill",
            "    backfill:",
            "      table: t",
            "      set: touched = touched + 1",
            "      skip_done: false",
            "      batch: { rows: 100, min: 100, max: 100 }",
            "      sleep: 20ms",
            "      undo: keep",
            "");

    @TempDir
    Path folder;

    private Path migrations;
    private TestDatabase database;

    @BeforeEach
    void newTable(TestServer server) throws IOException {
        database = server.create();
        database.run(TABLE);
        migrations = Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(migrations.resolve("20260101001_fill.yaml"), FILL);
    }

    @Test
    void aClockThatJumpsByAnHourChangesNeitherTheRunNorWhatItSaysOfItself() throws IOException {
        Files.writeString(
                migrations.resolve("20260101002_index.sql"), "CREATE INDEX CONCURRENTLY t_touched ON t (touched);\n");
        JumpingTime time = new JumpingTime(new SkippingTime(Duration.ofMillis(60)));
        apply(InProcess.at(time, Crash.never())).require(0, "jumping");
        requireOnce();
        assertThat(Double.parseDouble(database.ask("select extract(epoch from max(at) - min(at)) from godwit.journal")))
                .isBetween(0.0, 600.0);
        assertThat(database.ask("select count(*) from (select at, lag(at) over (order by sequence) as last"
                        + " from godwit.journal) j where at < last"))
                .as("times of events that go backwards")
                .isEqualTo("0");
        assertThat(database.rows("select type from godwit.journal where type in ('throttled', 'lease_lost')"))
                .isEmpty();
        Ledgers.requireNothingLeft(database, "jumping");
    }

    @Test
    void aFullDiskOfTheServerEndsTheRunWithItsWordsAndTheNextOneGoesOn() {
        database.run("create table full_disk (); create function refuse() returns trigger language plpgsql as $$ begin"
                + " if new.k > 350 and to_regclass('full_disk') is not null then"
                + " raise exception 'could not extend file: No space left on device' using errcode = '53100';"
                + " end if; return new; end $$;"
                + " create trigger refuse before update on t for each row execute function refuse()");
        Program.Ended ended = apply(InProcess.with(Crash.never())).require(1, "full");
        assertThat(ended.all()).contains("GW-3010", "No space left on device", "checkpoint is kept");
        assertThat(database.ask("select sum(touched) || ' ' || (select rows_written from godwit.checkpoint) from t"))
                .isEqualTo("300 300");
        database.run("drop table full_disk");
        apply(InProcess.with(Crash.never())).require(0, "room again");
        requireOnce();
        Ledgers.requireNothingLeft(database, "room again");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPlanThatDoesNotFitOnTheDiskLeavesTheOldOneAlone() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), "the old one");
        Program.Ended ended = child(Map.of(), "plan", "--out", plan.toString()).require(2, "no room");
        assertThat(ended.all()).contains("GW-2001", plan.toString());
        assertThat(plan).hasContent("the old one");
        requireNothingBeside(plan);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void progressThatDoesNotFitOnTheDiskIsToldOnceAndDoesNotHoldUpTheRun() throws IOException {
        Path progress = Files.writeString(folder.resolve("progress.json"), "{}");
        Program.Ended ended = child(Map.of("GODWIT_PROGRESS_FILE", progress.toString()), "apply")
                .require(0, "no room");
        assertThat(ended.all()).containsOnlyOnce("progress.json cannot be written");
        assertThat(progress).hasContent("{}");
        requireNothingBeside(progress);
        requireOnce();
    }

    /** What may stand at the place of the emergency stop. */
    enum StopFile {
        FILE,
        FOLDER,
        LINK_TO_ITSELF,
        LINK_TO_NOTHING;

        void create(Path place) {
            try {
                switch (this) {
                    case FILE -> Files.createFile(place);
                    case FOLDER -> Files.createDirectory(place);
                    case LINK_TO_ITSELF -> Files.createSymbolicLink(place, place);
                    case LINK_TO_NOTHING -> Files.createSymbolicLink(place, place.resolveSibling("nothing"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisabledOnOs(OS.WINDOWS)
    void whateverStandsAtThePlaceOfTheEmergencyStopEndsTheRun(StopFile kind) throws IOException {
        Path stop = folder.resolve("stop");
        Map<String, String> variables = Map.of("GODWIT_EMERGENCY_STOP", stop.toString());
        Crash create = Crashes.doing(CrashPoint.CHUNK_COMMITTED, 3, () -> kind.create(stop));
        Program.Ended ended = apply(InProcess.with(create, variables)).require(9, kind.toString());
        assertThat(ended.all()).contains("GW-4004", stop.toString());
        assertThat(database.ask("select sum(touched) from t")).isEqualTo("300");
        Files.delete(stop);
        apply(InProcess.with(Crash.never(), variables)).require(0, "gone");
        requireOnce();
    }

    /** The largest script that is promised is 50 MB, in the 512 MB that the launcher gives; here is a tenth of both. */
    @Test
    void aScriptThatFillsMuchOfTheMemoryIsPlannedAndApplied() throws IOException {
        StringBuilder script = new StringBuilder("create table big (n integer, word text);\n");
        for (int n = 0; script.length() < 5_000_000; n++) {
            script.append("insert into big values (").append(n).append(", '");
            script.append(n == 0 ? "é😀" : "").append("x".repeat(10_000)).append("');\n");
        }
        Files.writeString(migrations.resolve("20240101001_big.sql"), script);
        Path plan = folder.resolve("plan.json");
        List<String> target = List.of("--url", database.url(), "--migrations", migrations.toString(), "--yes");
        ChildProcess small = ChildProcess.withMemory(64);
        small.run(with(target, "plan", "--out", plan.toString())).require(0, "plan");
        small.run(with(target, "apply", plan.toString())).require(0, "apply");
        assertThat(database.ask("select count(*) > 400 from big")).isEqualTo("t");
    }

    @Test
    void aFullMemoryIsToldWithoutATraceAndWithAWayOut() throws IOException {
        Files.writeString(migrations.resolve("20240101001_big.sql"), "select '" + "x".repeat(20_000_000) + "';\n");
        Program.Ended ended = ChildProcess.withMemory(32)
                .run(List.of("--url", database.url(), "--migrations", migrations.toString(), "plan"));
        assertThat(ended.require(1, "full").all())
                .contains("GW-3018", "GODWIT_JAVA_OPTIONS")
                .doesNotContain("Exception in thread");
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private Program.Ended apply(InProcess program) {
        return program.run(database.url(), migrations, "apply");
    }

    private Program.Ended child(Map<String, String> variables, String... arguments) {
        List<String> all = new java.util.ArrayList<>(
                List.of("--url", database.url(), "--migrations", migrations.toString(), "--yes"));
        all.addAll(List.of(arguments));
        return ChildProcess.withoutRoom(variables).run(all);
    }

    private void requireOnce() {
        assertThat(database.ask("select count(*) || ' ' || min(touched) || ' ' || max(touched) from t"))
                .isEqualTo("1000 1 1");
    }

    private static void requireNothingBeside(Path file) throws IOException {
        try (var files = Files.list(file.toAbsolutePath().getParent())) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
        }
    }
}
