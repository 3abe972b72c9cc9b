package dev.godwit.window;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * It opens whenever a cron expression fires and stays open for a length, such as {@code 0 2 * * 2-4 for 2h}. It fires by the
 * clock of the place, and once where that shows a time twice; a time that is left out fires when the clock is turned. The
 * length is time that passes, whatever the clock does meanwhile.
 *
 * @param length at most {@link #LONGEST}
 */
record CronWindow(CronExpression cron, Duration length) implements Window {
    private static final Pattern FORM = Pattern.compile("(\\S+(?:\\s+\\S+){4})\\s+for\\s+(\\d{1,5})\\s*(m|min|h|d)");
    private static final Pattern MEANT = Pattern.compile(".*\\bfor\\b.*|(?:[^\\s:]+\\s+){4}[^\\s:]+");

    /** What opens more often is open always, or flickers. */
    private static final int MOST_TIMES_A_DAY = 24;

    private static final Duration LONGEST = Duration.ofDays(7);

    /** No clock was ever turned by more. */
    private static final int TURN_DAYS = 1;

    /** Whether the writer thinks of cron. */
    static boolean isMeant(String text) {
        return MEANT.matcher(text.strip()).matches();
    }

    static CronWindow parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw Window.wrong(text);
        }
        CronExpression cron = CronExpression.parse(form.group(1)).orElseThrow(() -> Window.wrong(text));
        long number = Long.parseLong(form.group(2));
        Duration length = switch (form.group(3)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
        if (length.isZero() || length.compareTo(LONGEST) > 0 || cron.times().size() > MOST_TIMES_A_DAY) {
            throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "not a window: \"" + text + "\"")
                    .next("one that opens at most " + MOST_TIMES_A_DAY + " times a day, for 1m to 7d")
                    .exception();
        }
        return new CronWindow(cron, length);
    }

    @Override
    public boolean contains(Instant moment, ZoneId zone) {
        LocalDateTime reached = reached(moment, zone);
        return last(reached)
                .map(start -> Window.moment(start, zone))
                .filter(start -> moment.isBefore(start.plus(length)))
                .isPresent();
    }

    /** Beginnings and ends of those days whose windows may reach into this one. */
    @Override
    public Stream<Instant> boundaries(LocalDate day, ZoneId zone) {
        Instant begin = Window.moment(day.atStartOfDay(), zone);
        Instant end = Window.moment(day.plusDays(1).atStartOfDay(), zone);
        return Stream.iterate(day, before -> before.minusDays(1))
                .limit(1 + length.toDays() + TURN_DAYS)
                .filter(cron::firesOn)
                .flatMap(date -> cron.times().stream().map(date::atTime))
                .map(start -> Window.moment(start, zone))
                .flatMap(start -> Stream.of(start, start.plus(length)))
                .filter(boundary -> !boundary.isBefore(begin) && boundary.isBefore(end));
    }

    /** The latest time that the clock has shown; later than what it shows where it was turned back. */
    private static LocalDateTime reached(Instant moment, ZoneId zone) {
        ZonedDateTime shown = moment.atZone(zone);
        ZoneOffsetTransition turned = zone.getRules().getTransition(shown.toLocalDateTime());
        boolean again = turned != null && turned.isOverlap() && !moment.isBefore(turned.getInstant());
        return again ? turned.getDateTimeBefore().minusNanos(1) : shown.toLocalDateTime();
    }

    /** The last time that it fired, at {@code reached} itself or before; empty where that is too long ago to matter. */
    private Optional<LocalDateTime> last(LocalDateTime reached) {
        LocalDate today = reached.toLocalDate();
        LocalTime now = reached.toLocalTime();
        return Stream.iterate(today, day -> day.minusDays(1))
                .limit(1 + length.toDays() + TURN_DAYS)
                .filter(cron::firesOn)
                .flatMap(day -> cron.times().stream()
                        .filter(time -> day.isBefore(today) || !time.isAfter(now))
                        .reduce((first, later) -> later)
                        .map(day::atTime)
                        .stream())
                .findFirst();
    }

    @Override
    public String toString() {
        long minutes = length.toMinutes();
        return cron + " for " + (minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m");
    }
}
