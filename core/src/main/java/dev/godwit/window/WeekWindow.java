package dev.godwit.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hours of the week, such as {@code mon-fri 22:00-05:00}: they begin on the days named and end within 24 hours.
 *
 * @param days on which it begins
 * @param start on the clock of the place
 * @param end outside; not after {@code start} means the day after
 */
record WeekWindow(Set<DayOfWeek> days, LocalTime start, LocalTime end) implements Window {
    private static final List<String> NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String DAY = "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}";
    private static final String DAYS = DAY + "(?:\\s*-\\s*" + DAY + ")?";
    private static final String TIME = "(?:[01]?\\d|2[0-4]):[0-5]\\d";
    private static final Pattern FORM =
            Pattern.compile("(" + DAYS + "(?:\\s*,\\s*" + DAYS + ")*)?\\s*(?:(" + TIME + ")\\s*-\\s*(" + TIME + "))?");

    WeekWindow {
        days = Set.copyOf(days);
    }

    /** Reads {@code mon-fri 22:00-05:00}, {@code sat,sun} (all day) or {@code 01:00-04:00} (every day). */
    static WeekWindow parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (text.isBlank() || !form.matches()) {
            throw Window.wrong(text);
        }
        Set<DayOfWeek> days = form.group(1) == null ? EnumSet.allOf(DayOfWeek.class) : days(form.group(1), text);
        if (form.group(2) == null) {
            return new WeekWindow(days, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        }
        LocalTime start = time(form.group(2), text);
        LocalTime end = time(form.group(3), text);
        if (start.equals(end) && !start.equals(LocalTime.MIDNIGHT)) {
            throw Window.wrong(text);
        }
        return new WeekWindow(days, start, end);
    }

    /** The moments from the beginning on that day, should it be one of the days, to the end. */
    Span on(LocalDate day, ZoneId zone) {
        LocalDate last = end.isAfter(start) ? day : day.plusDays(1);
        return new Span(Window.moment(day.atTime(start), zone), Window.moment(last.atTime(end), zone));
    }

    @Override
    public boolean contains(Instant moment, ZoneId zone) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        return List.of(today, today.minusDays(1)).stream()
                .filter(day -> days.contains(day.getDayOfWeek()))
                .anyMatch(day -> on(day, zone).contains(moment));
    }

    @Override
    public Stream<Instant> boundaries(LocalDate day, ZoneId zone) {
        return Stream.of(start, end).map(time -> Window.moment(day.atTime(time), zone));
    }

    private static Set<DayOfWeek> days(String text, String whole) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",")) {
            String[] ends = part.split("-");
            DayOfWeek day = day(ends[0], whole);
            DayOfWeek last = day(ends[ends.length - 1], whole);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text, String whole) {
        String name = text.strip();
        DayOfWeek day = DayOfWeek.of(NAMES.indexOf(name.substring(0, 3)) + 1);
        if (!day.name().toLowerCase(Locale.ROOT).startsWith(name)) {
            throw Window.wrong(whole);
        }
        return day;
    }

    /** The end of a day is the beginning of the next. */
    private static LocalTime time(String text, String whole) {
        String[] parts = text.split(":");
        int hour = Integer.parseInt(parts[0]);
        int minute = Integer.parseInt(parts[1]);
        if (hour == 24 && minute > 0) {
            throw Window.wrong(whole);
        }
        return LocalTime.of(hour % 24, minute);
    }

    @Override
    public String toString() {
        String named =
                days.stream().sorted().map(day -> NAMES.get(day.getValue() - 1)).collect(Collectors.joining(","));
        return (days.size() == NAMES.size() ? "daily" : named) + " " + start + "-" + end;
    }
}
