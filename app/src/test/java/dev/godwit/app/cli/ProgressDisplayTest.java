package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.host.Time;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.model.RunId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long sequence;

    private ProgressDisplay display(boolean redraws) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new ProgressDisplay(out, new ProgressDisplay.Screen(redraws, 80), Time.system());
    }

    private Entry at(double seconds, Event event) {
        return new Entry(new RunId("r-0123456789"), ++sequence, START.plusMillis(Math.round(seconds * 1_000)), event);
    }

    private void tellABackfill(ProgressDisplay display) {
        display.accept(at(0, new Event.RunStarted("backfill", "p", "h", "e", "s", List.of("m"), 1, false)));
        display.accept(at(0, new Event.StepStarted("m", "scores", "backfill", false)));
        display.accept(at(1, new Event.SignalRead("replica-lag", 0.8, "s", 5, Double.NaN, "")));
        display.accept(at(1, new Event.SignalRead("latency", 3.1, "ms", 12, 2, "")));
        for (int chunk = 1; chunk <= 25; chunk++) {
            KeyRange range = new KeyRange(null, new Key(List.of(String.valueOf(chunk * 100))));
            display.accept(at(
                    chunk,
                    new Event.ChunkDone("scores", 0, range, 100, 100, Duration.ofMillis(50), 200, chunk / 50.0)));
        }
        display.accept(at(26, new Event.Noted("guards", "calm")));
        display.accept(at(27, new Event.RunEnded("done", 0, Duration.ofSeconds(27), "done")));
    }

    @Test
    void withoutATerminalALineIsPrintedEveryTenSeconds() {
        tellABackfill(display(false));
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("\u001b");
        assertThat(text.lines().filter(line -> line.contains("rows/s"))).hasSize(2);
        assertThat(text)
                .contains("  scores   20.0 %  1,000 rows  100 rows/s", "lag 0.8 s (limit 5.0)", "chunk 200 rows")
                .contains("P95 3.1 ms (baseline 2.0, limit 12.0)");
    }

    @Test
    void onATerminalOneBlockChangesInPlaceAndIsGoneAtTheEnd() {
        tellABackfill(display(true));
        String seen = screen(printed.toString(StandardCharsets.UTF_8));
        assertThat(seen).isEqualTo("backfill  p  on s\n  note guards: calm\n");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("[###############>--------------]  50.0 %");
    }

    /** What a terminal shows that understands the two sequences in use. */
    private static String screen(String output) {
        StringBuilder shown = new StringBuilder();
        for (String part : output.split("(?<=\u001b\\[1A\u001b\\[2K)")) {
            boolean up = part.endsWith("\u001b[1A\u001b[2K");
            shown.append(up ? part.substring(0, part.length() - 8) : part);
            if (up) {
                int end = shown.lastIndexOf("\n", shown.length() - 2);
                shown.setLength(end + 1);
            }
        }
        return shown.toString();
    }
}
