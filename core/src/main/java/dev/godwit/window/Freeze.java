package dev.godwit.window;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole days on which nothing is changed, such as {@code 2026-12-18..2027-01-03} or each year {@code 12-18..01-03}. */
public sealed interface Freeze {
    /** Days of certain years; both ends are frozen. */
    record Once(LocalDate from, LocalDate to) implements Freeze {
        @Override
        public boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }

        @Override
        public String toString() {
            return from.equals(to) ? from.toString() : from + ".." + to;
        }
    }

    /** Days of each year; both ends are frozen, and an end before the beginning is of the year after. */
    record Yearly(MonthDay from, MonthDay to) implements Freeze {
        @Override
        public boolean covers(LocalDate day) {
            MonthDay date = MonthDay.from(day);
            boolean begun = !date.isBefore(from);
            boolean ended = date.isAfter(to);
            return to.isBefore(from) ? begun || !ended : begun && !ended;
        }

        @Override
        public String toString() {
            String first = from.toString().substring(2);
            return (from.equals(to) ? first : first + ".." + to.toString().substring(2)) + " each year";
        }
    }

    /** Whether nothing is changed on that day. */
    boolean covers(LocalDate day);

    /**
     * Reads a day or two with {@code ..} between them, with or without a year.
     *
     * @throws dev.godwit.fault.GodwitException GW-1005 where it is neither
     */
    static Freeze parse(String text) {
        Matcher once = Forms.ONCE.matcher(text.strip());
        Matcher yearly = Forms.YEARLY.matcher(text.strip());
        try {
            if (once.matches()) {
                LocalDate from = LocalDate.parse(once.group(1));
                LocalDate to = once.group(2) == null ? from : LocalDate.parse(once.group(2));
                if (!to.isBefore(from)) {
                    return new Once(from, to);
                }
            } else if (yearly.matches()) {
                MonthDay from = MonthDay.parse("--" + yearly.group(1));
                return new Yearly(from, yearly.group(2) == null ? from : MonthDay.parse("--" + yearly.group(2)));
            }
        } catch (DateTimeException noSuchDay) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static dev.godwit.fault.GodwitException wrong(String text) {
        return Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "not a range of days: \"" + text + "\"")
                .next("such as \"2026-12-18..2027-01-03\", or each year \"12-18..01-03\"")
                .exception();
    }

    /** How ranges of days are written. */
    final class Forms {
        private static final String DATE = "(\\d{4}-\\d\\d-\\d\\d)";
        private static final String DAY = "(\\d\\d-\\d\\d)";
        private static final Pattern ONCE = Pattern.compile(DATE + "(?:\\s*\\.\\.\\s*" + DATE + ")?");
        private static final Pattern YEARLY = Pattern.compile(DAY + "(?:\\s*\\.\\.\\s*" + DAY + ")?");

        private Forms() {}
    }
}
