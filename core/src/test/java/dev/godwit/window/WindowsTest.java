package dev.godwit.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.fault.GodwitException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
    /** In 2026 Berlin turns its clocks on 29 March (02:00 becomes 03:00) and on 25 October (03:00 becomes 02:00). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // windows | zone | moment | open | changes at
                "mon-fri 22:00-05:00 | UTC | 2026-03-04T21:59:59Z | false | 2026-03-04T22:00:00Z",
                "mon-fri 22:00-05:00 | UTC | 2026-03-04T22:00:00Z | true  | 2026-03-05T05:00:00Z",
                "mon-fri 22:00-05:00 | UTC | 2026-03-07T04:59:59Z | true  | 2026-03-07T05:00:00Z",
                "mon-fri 22:00-05:00 | UTC | 2026-03-07T22:30:00Z | false | 2026-03-09T22:00:00Z",
                "fri-mon 01:00-02:00 | UTC | 2026-03-08T01:30:00Z | true  | 2026-03-08T02:00:00Z",
                "fri 22:00-24:00; sat 00:00-06:00 | UTC | 2026-03-06T23:00:00Z | true | 2026-03-07T06:00:00Z",
                "Saturday,sun | UTC | 2026-03-07T00:00:00Z | true | 2026-03-09T00:00:00Z",
                "01:00-04:00 | Asia/Tokyo | 2026-03-04T16:00:00Z | true | 2026-03-04T19:00:00Z",
                // turned forward: the window of two hours has one, the window within the gap none
                "01:00-03:00 | Europe/Berlin | 2026-03-29T00:30:00Z | true | 2026-03-29T01:00:00Z",
                "02:00-03:00 | Europe/Berlin | 2026-03-28T12:00:00Z | false | 2026-03-30T00:00:00Z",
                "02:30-04:00 | Europe/Berlin | 2026-03-28T12:00:00Z | false | 2026-03-29T01:00:00Z",
                "sun 00:00-06:00 | Europe/Berlin | 2026-03-28T23:00:00Z | true | 2026-03-29T04:00:00Z",
                // turned back: the hour that comes twice belongs to the window, its end is the first that the clock
                // shows
                "02:00-03:00 | Europe/Berlin | 2026-10-25T01:30:00Z | true | 2026-10-25T02:00:00Z",
                "01:00-02:30 | Europe/Berlin | 2026-10-25T00:30:00Z | false | 2026-10-26T00:00:00Z",
                // by cron
                "0 2 * * 2-4 for 2h | UTC | 2026-03-03T01:59:59Z | false | 2026-03-03T02:00:00Z",
                "0 2 * * 2-4 for 2h | UTC | 2026-03-03T02:00:00Z | true | 2026-03-03T04:00:00Z",
                "0 2 * * TUE-Thu for 90m | UTC | 2026-03-05T04:00:00Z | false | 2026-03-10T02:00:00Z",
                "30 22 * * 5 for 3d | UTC | 2026-03-08T12:00:00Z | true | 2026-03-09T22:30:00Z",
                "0 1 1 * * for 1h; mon 02:00-03:00 | UTC | 2026-06-01T01:30:00Z | true | 2026-06-01T03:00:00Z",
                "0 */6 13 * 5 for 1h | UTC | 2026-03-13T19:00:00Z | false | 2026-03-20T00:00:00Z",
                // by cron, turned forward: opens when the clock is turned, and stays for the time that was said
                "30 2 * * * for 2h | Europe/Berlin | 2026-03-28T12:00:00Z | false | 2026-03-29T01:00:00Z",
                "30 2 * * * for 2h | Europe/Berlin | 2026-03-29T01:00:00Z | true | 2026-03-29T03:00:00Z",
                "0 1 * * * for 2h | Europe/Berlin | 2026-03-29T00:00:00Z | true | 2026-03-29T02:00:00Z",
                // by cron, turned back: the first time that the clock shows, and not again
                "30 2 * * * for 30m | Europe/Berlin | 2026-10-25T00:30:00Z | true | 2026-10-25T01:00:00Z",
                "30 2 * * * for 30m | Europe/Berlin | 2026-10-25T01:30:00Z | false | 2026-10-26T01:30:00Z",
                "30 2 * * * for 2h | Europe/Berlin | 2026-10-25T01:10:00Z | true | 2026-10-25T02:30:00Z",
                "sun 00:00-06:00 | Europe/Berlin | 2026-10-24T22:00:00Z | true | 2026-10-25T05:00:00Z"
            })
    void opensAndClosesByTheClockOfThePlace(String windows, String zone, Instant moment, boolean open, Instant change) {
        Windows read = windows(windows, "", zone);
        assertThat(read.open(moment)).isEqualTo(open);
        assertThat(read.changes(moment)).contains(change);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22:00-05:00 | 2026-12-18..2026-12-20 | 2026-12-17T23:00:00Z | true  | 2026-12-18T00:00:00Z",
                "22:00-05:00 | 2026-12-18..2026-12-20 | 2026-12-18T23:00:00Z | false | 2026-12-21T00:00:00Z",
                "            | 12-18..01-03 | 2027-01-03T23:59:00Z | false | 2027-01-04T00:00:00Z",
                "            | 12-18..01-03 | 2027-01-04T00:00:00Z | true  | 2027-12-18T00:00:00Z",
                "            | 11-27 | 2026-11-26T12:00:00Z | true | 2026-11-27T00:00:00Z",
                "            | 02-29 | 2028-02-29T12:00:00Z | false | 2028-03-01T00:00:00Z"
            })
    void aFrozenDayHasNoWindow(String windows, String freezes, Instant moment, boolean open, Instant change) {
        Windows read = windows(windows == null ? "" : windows, freezes, "UTC");
        assertThat(read.open(moment)).isEqualTo(open);
        assertThat(read.changes(moment)).contains(change);
    }

    @Test
    void whatNeverOpensSaysSo() {
        Windows never = windows("22:00-05:00", "01-01..12-31", "UTC");
        assertThat(never.describe(Instant.parse("2026-03-04T12:00:00Z")))
                .isEqualTo("frozen (01-01..12-31 each year); no window opens within a year");
    }

    @Test
    void saysWhenTheNextWindowOpens() {
        Windows nights = windows("mon-fri 22:00-05:00", "", "Europe/Berlin");
        assertThat(nights.describe(Instant.parse("2026-03-04T12:00:00Z")))
                .isEqualTo("closed; opens Wed 2026-03-04 22:00 Europe/Berlin, in 9 h 0 m");
        assertThat(nights.describe(Instant.parse("2026-03-05T03:45:00Z")))
                .isEqualTo("open; closes Thu 2026-03-05 05:00 Europe/Berlin, in 15 m");
    }

    /** At every minute of the two weeks of turning, {@code changes} is the first minute that differs. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-03-23T00:00:00Z", "2026-10-19T00:00:00Z"})
    void agreesWithLookingAtEachMinute(Instant begin) {
        Windows read = windows(
                "mon-fri 22:15-02:45; sun 01:30-02:30; 20,50 2-3 * * sat,sun for 25m; 45 23 25 * * for 1h",
                "2026-03-25; 2026-10-22",
                "Europe/Berlin");
        Instant at = begin;
        for (int minute = 0; minute < 10_080; minute++) {
            Instant next = at.plusSeconds(60);
            if (read.open(next) != read.open(at)) {
                assertThat(read.changes(at)).as("%s", at).contains(next);
            }
            at = next;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "monday 25:00-26:00",
                "mon 22:00",
                "22-05",
                "mon-fri 22:00-22:00",
                "mondy 01:00-02:00",
                "24:30-01:00",
                "0 2 * * *",
                "0 2 * * for 2h",
                "60 2 * * * for 2h",
                "0 2 * * 1-9 for 2h",
                "0 2 31-1 * * for 2h",
                "0 2 * foo * for 2h",
                "0 2 * * * for 0m",
                "0 2 * * * for 8d",
                "*/5 * * * * for 2m",
                "0 0/0 * * * for 2m",
                "0 2 ? * * for 2h"
            })
    void aWindowThatCannotBeReadIsRefused(String text) {
        assertThatThrownBy(() -> Window.parse(text)).isInstanceOf(GodwitException.class);
    }

    @Test
    void aCronWindowSaysWhatItIs() {
        assertThat(Window.parse(" 0  2 * * MON-fri  for 120 min ")).hasToString("0 2 * * mon-fri for 2h");
        assertThat(Window.parse("0 2 * * 1 for 2h")).isEqualTo(Window.parse("0 2 * * 1 for 120m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "christmas", "2026-02-30", "2026-12-20..2026-12-18", "2026-12-18..01-03", "13-01"})
    void aFreezeThatCannotBeReadIsRefused(String text) {
        assertThatThrownBy(() -> Freeze.parse(text)).isInstanceOf(GodwitException.class);
    }

    private static Windows windows(String windows, String freezes, String zone) {
        return new Windows(
                parts(windows).stream().map(Window::parse).toList(),
                parts(freezes).stream().map(Freeze::parse).toList(),
                ZoneId.of(zone));
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(";")).filter(part -> !part.isBlank()).toList();
    }
}
