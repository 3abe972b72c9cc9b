package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.SharedServer;
import dev.godwit.host.CrashPoint;
import dev.godwit.host.Host;
import dev.godwit.host.Ids;
import dev.godwit.host.Time;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Windows and freezes as a run meets them, on a real server and a clock of the test's own. */
@ExtendWith(SharedServer.class)
class WindowsTest {
    private static final String HOURS = "    windows: [\"10:00-10:30\", \"10:32-12:00\"]\n";

    @TempDir
    Path folder;

    private final TestDatabase database;
    private final Clock clock = new Clock();

    WindowsTest(TestServer server) {
        database = server.create();
        database.run(
                "create table t (id int primary key, a int); insert into t select i from generate_series(1, 2000) i;"
                        + " analyze t");
    }

    @Test
    void outsideTheWindowsAProtectedEnvironmentIsNotChanged() {
        Typed.Ended ended = typed("    protected: true\n" + HOURS, "09:00").run(backfill());
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.errors())
                .contains("error GW-4012  p is closed; opens Mon 2024-01-15 10:00 UTC, in 1 h 0 m")
                .contains("gate window: missing");
        assertThat(done()).isZero();
    }

    @Test
    void aFreezeNamesItselfAndItsEnd() {
        String freeze = HOURS + "    windows_required: true\n    freezes: [\"01-10..01-16\"]\n";
        assertThat(typed(freeze, "10:10").run(backfill()).errors())
                .contains("p is frozen (01-10..01-16 each year); opens Wed 2024-01-17 10:00 UTC");
    }

    @Test
    void elsewhereItIsNotedAndTheRunGoesOn() {
        Typed.Ended ended = typed(HOURS, "09:00").done(backfill());
        assertThat(ended.errors()).contains("note window: closed; opens Mon 2024-01-15 10:00 UTC");
        assertThat(done()).isEqualTo(2000);
    }

    @Test
    void aRunThatReachesTheEndOfItsWindowEndsWithItsCheckpointAndResumesInTheNext() {
        Typed typed = typed("    windows_required: true\n" + HOURS, "10:29");
        clock.jumpAfterChunk(3, "10:31");
        Typed.Ended ended = typed.run(backfill());
        assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(75);
        assertThat(ended.errors()).contains("error GW-4013  the window has ended: closed; opens Mon 2024-01-15 10:32");
        assertThat(done()).isBetween(300L, 1900L);
        assertThat(typed.run(backfill()).exitCode()).isEqualTo(4);
        clock.set(at("10:33"));
        typed.done(backfill());
        assertThat(database.ask("select sum(chunks) from godwit.checkpoint")).isEqualTo("20");
        assertThat(done()).isEqualTo(2000);
    }

    @Test
    void aRunThatMayWaitGoesOnInTheNextWindow() {
        Typed typed = typed("    windows_required: true\n    at_window_end: wait\n" + HOURS, "10:29");
        clock.jumpAfterChunk(3, "10:31:56");
        Typed.Ended ended = typed.done(backfill());
        assertThat(ended.errors()).contains("paused: the window has ended: closed; opens Mon 2024-01-15 10:32 UTC");
        assertThat(clock.now()).isAfterOrEqualTo(Instant.parse("2024-01-15T10:32:00Z"));
        assertThat(done()).isEqualTo(2000);
    }

    @Test
    void aRollbackWaitsForNoWindow() {
        Typed typed = typed("    windows_required: true\n" + HOURS, "10:10")
                .file(
                        "migrations/20240101001_x.sql",
                        "-- Up Migration\ncreate table x ();\n-- Down Migration\ndrop table x;\n");
        typed.done("apply", "--yes");
        clock.set(at("15:00"));
        assertThat(typed.done("rollback", "--yes").errors()).contains("a rollback waits for no window; closed");
    }

    @Test
    void whatCannotBeReadIsNamedWithItsPlace() {
        Typed.Ended ended = typed("    windows: [\"always\"]\n    freezes: [xmas]\n    time_zone: Mars\n", "10:00")
                .run("config");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors())
                .contains("not a window: \"always\"", "godwit.yaml:4:15")
                .contains("not a range of days: \"xmas\"", "godwit.yaml:5:15")
                .contains("not a time zone: \"Mars\"", "godwit.yaml:6:16");
    }

    private Typed typed(String environment, String time) {
        clock.set(at(time));
        return new Typed(folder)
                .on(new Host(clock, Ids.secure(), clock::hit))
                .with("SHOP", database.url())
                .with("GODWIT_EMERGENCY_STOP", folder.resolve("never").toString())
                .file("godwit.yaml", "environments:\n  p:\n    url: ${env:SHOP}\n" + environment);
    }

    private static String[] backfill() {
        return new String[] {
            "backfill", "t", "--set", "a = id", "--batch", "100", "--max-batch", "100", "--yes", "--confirm", "p"
        };
    }

    private long done() {
        return Long.parseLong(database.ask("select count(*) from t where a = id"));
    }

    private static Instant at(String time) {
        return LocalDate.of(2024, 1, 15).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }

    /** Stands where it is put and goes on by itself; the short pauses of a baseline take no time. Threads may share it. */
    private static final class Clock implements Time {
        private static final Duration SHORT = Duration.ofMillis(20);

        private final Time machine = Time.system();
        private final AtomicLong skipped = new AtomicLong();
        private final AtomicInteger chunksLeft = new AtomicInteger();
        private Instant jump = Instant.EPOCH;

        void set(Instant moment) {
            skipped.addAndGet(Duration.between(now(), moment).toNanos());
        }

        void jumpAfterChunk(int chunk, String time) {
            jump = at(time);
            chunksLeft.set(chunk);
        }

        void hit(CrashPoint point) {
            if (point == CrashPoint.CHUNK_COMMITTED && chunksLeft.decrementAndGet() == 0) {
                set(jump);
            }
        }

        @Override
        public Instant now() {
            return at("00:00").plusNanos(nanos());
        }

        @Override
        public long nanos() {
            return machine.nanos() + skipped.get();
        }

        @Override
        public void pause(Duration duration) {
            if (duration.compareTo(SHORT) <= 0) {
                skipped.addAndGet(duration.toNanos());
            } else {
                machine.pause(duration);
            }
        }
    }
}
