package dev.godwit.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a database may be changed: within any of the windows, and on no frozen day. Whether it is open is a plain predicate of
 * a moment; when that changes is found by asking the predicate at each boundary to come, so windows that touch or overlap are
 * one.
 *
 * @param windows empty for always
 * @param freezes days on which no window counts
 * @param zone the clock that windows and days are read on
 */
public record Windows(List<Window> windows, List<Freeze> freezes, ZoneId zone) {
    /** Nothing is restricted. */
    public static final Windows ALWAYS = new Windows(List.of(), List.of(), ZoneId.of("UTC"));

    /** How far ahead a change is looked for; a freeze of the whole year has no end worth telling. */
    private static final int HORIZON_DAYS = 400;

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);

    public Windows {
        windows = List.copyOf(windows);
        freezes = List.copyOf(freezes);
    }

    /** Whether nothing is restricted. */
    public boolean always() {
        return windows.isEmpty() && freezes.isEmpty();
    }

    /** Whether the database may be changed at that moment. */
    public boolean open(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        return freezes.stream().noneMatch(freeze -> freeze.covers(day))
                && (windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(moment, zone)));
    }

    /** The next moment at which {@link #open} answers otherwise; empty where none is within a year. */
    public Optional<Instant> changes(Instant moment) {
        boolean now = open(moment);
        LocalDate today = moment.atZone(zone).toLocalDate();
        return Stream.iterate(today, day -> day.plusDays(1))
                .limit(HORIZON_DAYS)
                .flatMap(this::boundaries)
                .filter(boundary -> boundary.isAfter(moment) && open(boundary) != now)
                .findFirst();
    }

    /** How it stands, for people: {@code closed; opens Mon 2026-01-05 22:00 Europe/Berlin, in 3 h}. */
    public String describe(Instant moment) {
        boolean open = open(moment);
        String change = changes(moment)
                .map(then -> (open ? "closes " : "opens ") + FORM.format(then.atZone(zone)) + " " + zone + ", in "
                        + roughly(Duration.between(moment, then)))
                .orElse(open ? "stays open" : "no window opens within a year");
        return frozen(moment).map(freeze -> "frozen (" + freeze + "); ").orElse(open ? "open; " : "closed; ") + change;
    }

    private Optional<Freeze> frozen(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        return freezes.stream().filter(freeze -> freeze.covers(day)).findFirst();
    }

    /** The moments of a day at which something may begin or end, in order. */
    private Stream<Instant> boundaries(LocalDate day) {
        Instant midnight = Window.moment(day.atStartOfDay(), zone);
        return Stream.concat(Stream.of(midnight), windows.stream().flatMap(window -> window.boundaries(day, zone)))
                .sorted(Comparator.naturalOrder());
    }

    /** Rounded up, so that nobody is told to come a minute early. */
    private static String roughly(Duration exact) {
        Duration duration = exact.plusSeconds(59);
        if (duration.toDays() > 1) {
            return duration.toDays() + " days";
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " m"
                : duration.toMinutes() + " m";
    }
}
