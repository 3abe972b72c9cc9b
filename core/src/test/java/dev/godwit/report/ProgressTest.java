package dev.godwit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final Progress progress = new Progress();
    private long sequence;

    @Test
    void foldsARunIntoTheFieldsThatTheRequirementAsksFor() {
        tell(0, new Event.RunStarted("apply", "p", "h", "test", "s", List.of("m"), 3, false));
        tell(0, new Event.StepStarted("m", "add", "sql", false));
        tell(1, new Event.StepEnded("m", "add", "done", Duration.ofSeconds(1), 0));
        tell(1, new Event.StepStarted("m", "fill", "backfill", false));
        for (int second = 2; second <= 21; second++) {
            tell(second, chunk(second, 50_000, (second - 1) * 0.02));
        }
        tell(21, new Event.SignalRead("replica-lag", 2.1, "s", 5, Double.NaN, "2.1 s"));
        tell(21, new Event.ChunkFailed("fill", 0, range(22), "40P01", "deadlock", 1));

        @SuppressWarnings("unchecked")
        Map<String, Object> fields = (Map<String, Object>)
                ProgressFields.of(progress.snapshot(at(21))).get("progress");

        assertThat(fields)
                .containsEntry("tables_migrated", 1)
                .containsEntry("tables_remaining", 2)
                .containsEntry("rows_processed", "1.0M")
                .containsEntry("elapsed", "21s")
                .containsEntry("eta", "30s")
                .containsEntry("replication_lag", "2.1s")
                .containsEntry("errors", 1)
                .containsEntry("rows_per_second", 50_000L)
                .containsEntry("percent", 40.0)
                .containsEntry("last_committed_batch", "(20, 21]");
    }

    @Test
    void hidesTheEstimateWhileTheRunIsHeldAndCountsTheTimeByItsCause() {
        tell(0, new Event.RunStarted("apply", "p", "h", "test", "s", List.of("m"), 1, false));
        tell(0, new Event.StepStarted("m", "fill", "backfill", false));
        for (int second = 1; second <= 20; second++) {
            tell(second, chunk(second, 1_000, second * 0.01));
        }
        tell(20, new Event.Throttled("replica-lag", "6 s behind"));
        tell(20, new Event.Paused("guard", "6 s behind"));
        Progress.Snapshot held = progress.snapshot(at(24));
        assertThat(held.eta()).isEmpty();
        assertThat(held.status()).isEqualTo("paused");
        assertThat(held.holding()).isEqualTo("guard: 6 s behind");
        assertThat(held.throttled()).containsEntry("replica-lag", Duration.ofSeconds(4));

        tell(25, new Event.ThrottleEnded("replica-lag", Duration.ofSeconds(5)));
        tell(25, new Event.Resumed("guard", Duration.ofSeconds(5)));
        Progress.Snapshot later = progress.snapshot(at(26));
        assertThat(later.eta()).isPresent();
        assertThat(later.holding()).isNull();
        assertThat(later.throttled()).containsEntry("replica-lag", Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999, 999",
        "1000, 1.0k",
        "12400000, 12.4M",
        "999949, 999.9k",
        "999950, 1.0M",
        "1200000000, 1.2B"
    })
    void countsAreShort(long number, String text) {
        assertThat(ProgressFields.count(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "59, 59s",
        "60, 1min",
        "90, 1min 30s",
        "2820, 47min",
        "6720, 1h 52min",
        "7200, 2h",
        "273600, 3d 4h"
    })
    void timesAreShort(long seconds, String text) {
        assertThat(ProgressFields.time(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    private void tell(int second, Event event) {
        progress.accept(new Entry(new RunId("r-test01"), ++sequence, at(second), event));
    }

    private static Event chunk(int number, long rows, double fraction) {
        return new Event.ChunkDone("fill", 0, range(number), rows, rows, Duration.ofMillis(250), rows, fraction);
    }

    private static KeyRange range(int number) {
        return new KeyRange(key(number - 1), key(number));
    }

    private static Key key(int number) {
        return new Key(List.of(String.valueOf(number)));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
