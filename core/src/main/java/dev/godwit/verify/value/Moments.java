package dev.godwit.verify.value;

import dev.godwit.verify.Mapping.Normalisation;
import org.jspecify.annotations.Nullable;

/**
 * Days and microseconds as text: {@code 2024-01-15}, {@code 2024-01-15 10:00:00.123456}, {@code 10:00:00.000000}. Always six
 * digits of a second; years are astronomical, with a sign where they have more than four digits or are negative. Pure but for
 * its writer.
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
        text.digits((int) month, 2);
        text.add('-');
        text.digits((int) day, 2);
    }

    private static void year(long year, Bytes text) {
        if (year < 0) {
            text.add('-');
        } else if (year > 9999) {
            text.add('+');
        }
        long positive = Math.abs(year);
        if (positive > 9999) {
            text.digits(positive);
        } else {
            text.digits((int) positive, 4);
        }
    }

    /** Writes moments, of which most have the day of the one before. Used by one thread. */
    static final class Writer {
        private final Bytes day = new Bytes(16);
        private long written = Long.MIN_VALUE;

        void moment(long micros, Bytes text) {
            long days = Math.floorDiv(micros, MICROS_PER_DAY);
            if (days != written) {
                day.clear();
                day(days, day);
                day.add(' ');
                written = days;
            }
            text.add(day);
            time(micros - days * MICROS_PER_DAY, text);
        }
    }

    static void time(long micros, Bytes text) {
        if (micros < 0) {
            text.add('-');
        }
        long positive = Math.abs(micros);
        long seconds = positive / MICROS_PER_SECOND;
        long hours = seconds / 3600;
        if (hours > 99) {
            text.digits(hours);
        } else {
            text.digits((int) hours, 2);
        }
        int ofHour = (int) (seconds - hours * 3600);
        text.add(':');
        text.digits(ofHour / 60, 2);
        text.add(':');
        text.digits(ofHour % 60, 2);
        text.add('.');
        text.digits((int) (positive - seconds * MICROS_PER_SECOND), 6);
    }
}
