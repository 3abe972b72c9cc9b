package dev.godwit.window;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.stream.Stream;

/** When a database may be changed, again and again: by hours of the week, or by a cron expression and a length. */
public sealed interface Window permits WeekWindow, CronWindow {
    /**
     * Reads {@code mon-fri 22:00-05:00}, {@code sat,sun} (all day), {@code 01:00-04:00} (every day) or {@code 0 2 * * 2-4 for 2h}.
     *
     * @throws GodwitException GW-1005 where it is none of these
     */
    static Window parse(String text) {
        return CronWindow.isMeant(text) ? CronWindow.parse(text) : WeekWindow.parse(text);
    }

    /** Whether the moment lies within. */
    boolean contains(Instant moment, ZoneId zone);

    /** Moments of a day, in no order, at which it may begin or end; others may be among them. */
    Stream<Instant> boundaries(LocalDate day, ZoneId zone);

    /**
     * When the clock of the place shows that time: the first time where it is turned back, and where it is turned forward
     * over it, the moment of turning.
     */
    static Instant moment(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition gap = zone.getRules().getTransition(local);
        return gap != null && gap.isGap()
                ? gap.getInstant()
                : local.atZone(zone).toInstant();
    }

    /** Says that a text is no window. */
    static GodwitException wrong(String text) {
        return Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "not a window: \"" + text + "\"")
                .next(
                        "such as \"mon-fri 22:00-05:00\", \"sat,sun\", \"01:00-04:00\" or by cron \"0 22 * * 1-5 for 7h\"")
                .exception();
    }
}
