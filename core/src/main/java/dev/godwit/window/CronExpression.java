package dev.godwit.window;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The five fields of cron (POSIX crontab, with the steps and names of Vixie's cron): minute, hour, day of the month, month, day
 * of the week, where 0 and 7 are Sunday. Where both kinds of days are restricted, either of them is enough. Immutable.
 */
final class CronExpression {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Pattern PART = Pattern.compile("(\\*|\\w+)(?:-(\\w+))?(?:/(\\d{1,2}))?");
    private static final int SUNDAY = 7;

    private final String text;
    private final List<LocalTime> times;
    private final Set<Integer> days;
    private final Set<Integer> months;
    private final Set<Integer> weekdays;
    private final boolean eitherDay;

    private CronExpression(String text, List<LocalTime> times, List<Set<Integer>> dates, boolean eitherDay) {
        this.text = text;
        this.times = List.copyOf(times);
        this.days = dates.get(0);
        this.months = dates.get(1);
        this.weekdays = dates.get(2);
        this.eitherDay = eitherDay;
    }

    /**
     * A field's values.
     *
     * @param names in place of numbers, from {@code first} on; empty for none
     */
    private record Range(int first, int last, List<String> names) {
        static final Range MINUTES = new Range(0, 59, List.of());
        static final Range HOURS = new Range(0, 23, List.of());
        static final Range DAYS_OF_MONTH = new Range(1, 31, List.of());
        static final Range MONTHS_OF_YEAR = new Range(1, 12, MONTHS);
        static final Range DAYS_OF_WEEK = new Range(0, SUNDAY, DAYS);

        /** The values that a field names; empty where it cannot be read. */
        Set<Integer> read(String field) {
            Set<Integer> values = new TreeSet<>();
            for (String part : field.split(",", -1)) {
                List<Integer> more = part(part);
                if (more.isEmpty()) {
                    return Set.of();
                }
                values.addAll(more);
            }
            return values;
        }

        private List<Integer> part(String part) {
            Matcher form = PART.matcher(part);
            if (!form.matches()) {
                return List.of();
            }
            boolean all = form.group(1).equals("*");
            boolean stepped = form.group(3) != null;
            int from = all ? first : number(form.group(1));
            int to = form.group(2) != null ? number(form.group(2)) : all || stepped ? last : from;
            int step = stepped ? Integer.parseInt(form.group(3)) : 1;
            if (names == DAYS && to == 0 && from > 0) {
                to = SUNDAY;
            }
            boolean wrong = from < first || to > last || to < from || step < 1 || all && form.group(2) != null;
            return wrong
                    ? List.of()
                    : IntStream.iterate(from, value -> value + step)
                            .limit((to - from) / step + 1L)
                            .boxed()
                            .toList();
        }

        private int number(String word) {
            int named = names.indexOf(word);
            if (named >= 0) {
                return named + first;
            }
            return word.matches("\\d{1,2}") ? Integer.parseInt(word) : -1;
        }
    }

    /** Reads five fields in lower case; empty where they are none. */
    static Optional<CronExpression> parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 5) {
            return Optional.empty();
        }
        Set<Integer> minutes = Range.MINUTES.read(fields[0]);
        Set<Integer> hours = Range.HOURS.read(fields[1]);
        List<Set<Integer>> dates = List.of(
                Range.DAYS_OF_MONTH.read(fields[2]),
                Range.MONTHS_OF_YEAR.read(fields[3]),
                Range.DAYS_OF_WEEK.read(fields[4]));
        if (minutes.isEmpty() || hours.isEmpty() || dates.stream().anyMatch(Set::isEmpty)) {
            return Optional.empty();
        }
        List<LocalTime> times = hours.stream()
                .flatMap(hour -> minutes.stream().map(minute -> LocalTime.of(hour, minute)))
                .toList();
        boolean either = !fields[2].startsWith("*") && !fields[4].startsWith("*");
        return Optional.of(new CronExpression(String.join(" ", fields), times, dates, either));
    }

    /** The times of a day, in order. */
    List<LocalTime> times() {
        return times;
    }

    /** Whether it fires on that day. */
    boolean firesOn(LocalDate day) {
        int weekday = day.getDayOfWeek().getValue();
        boolean ofMonth = days.contains(day.getDayOfMonth());
        boolean ofWeek = weekdays.contains(weekday) || weekday == SUNDAY && weekdays.contains(0);
        return months.contains(day.getMonthValue()) && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression expression && expression.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
