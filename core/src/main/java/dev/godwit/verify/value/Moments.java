package dev.godwit.verify.value;

import dev.godwit.verify.Mapping.Normalisation;
import org.jspecify.annotations.Nullable;

/**
 * Days and microseconds as text: {@code 2024-01-15}, {@code 2024-01-15 10:00:00.123456}, {@code 10:00:00.000000}. Always six
 * digits of a second; years are astronomical, with a sign where they have more than four digits or are negative. Pure.
 */
final class Moments {
    private static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final long DAYS_PER_ERA = 146_097;
    private static final long DAYS_TO_MARCH_OF_YEAR_0 = 719_468;

    private Moments() {}

    /** Cuts fractions of a second off where that is declared; other losses leave it as it is. */
    static long cut(long micros, @Nullable Normalisation normalisation) {
        if (normalisation == Normalisation.MILLISECONDS) {
            return Math.floorDiv(micros, 1_000L) * 1_000;
        }
        return normalisation == Normalisation.SECONDS
                ? Math.floorDiv(micros, MICROS_PER_SECOND) * MICROS_PER_SECOND
                : micros;
    }

    static void day(long days, Bytes text) {
        // Howard Hinnant, chrono-compatible low-level date algorithms, civil_from_days: eras of 400 years from a first
        // of March.
        long shifted = days + DAYS_TO_MARCH_OF_YEAR_0;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        long dayOfEra = shifted - era * DAYS_PER_ERA;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long shiftedMonth = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        year(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), text);
        text.add('-');
        text.digits(month, 2);
        text.add('-');
        text.digits(day, 2);
    }

    private static void year(long year, Bytes text) {
        if (year < 0) {
            text.add('-');
        } else if (year > 9999) {
            text.add('+');
        }
        long positive = Math.abs(year);
        text.digits(positive, Math.max(4, String.valueOf(positive).length()));
    }

    static void moment(long micros, Bytes text) {
        day(Math.floorDiv(micros, MICROS_PER_DAY), text);
        text.add(' ');
        time(Math.floorMod(micros, MICROS_PER_DAY), text);
    }

    static void time(long micros, Bytes text) {
        if (micros < 0) {
            text.add('-');
        }
        long positive = Math.abs(micros);
        long seconds = positive / MICROS_PER_SECOND;
        long hours = seconds / 3600;
        text.digits(hours, hours < 100 ? 2 : String.valueOf(hours).length());
        text.add(':');
        text.digits(seconds / 60 % 60, 2);
        text.add(':');
        text.digits(seconds % 60, 2);
        text.add('.');
        text.digits(positive % MICROS_PER_SECOND, 6);
    }
}
