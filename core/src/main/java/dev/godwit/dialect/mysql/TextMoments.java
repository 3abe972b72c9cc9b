package dev.godwit.dialect.mysql;

import dev.godwit.dialect.FieldSink;

/** Days and times of their text {@code [-]YYYY-MM-DD hh:mm:ss.ffffff}, without objects in between. Pure. */
final class TextMoments {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int DATE_LENGTH = 10;
    private static final int FRACTION_DIGITS = 6;

    private TextMoments() {}

    static void day(byte[] text, int offset, int length, FieldSink sink) {
        long year = number(text, offset, offset + 4);
        long month = number(text, offset + 5, offset + 7);
        long day = number(text, offset + 8, offset + DATE_LENGTH);
        if (year == 0 && month == 0 && day == 0) {
            sink.special(FieldSink.Special.ZERO_DATE);
        } else if (month == 0 || day == 0) {
            sink.text(text, offset, length);
        } else {
            sink.day(epochDay(year, month, day));
        }
    }

    static void moment(byte[] text, int offset, int length, FieldSink sink) {
        long year = number(text, offset, offset + 4);
        long month = number(text, offset + 5, offset + 7);
        long day = number(text, offset + 8, offset + DATE_LENGTH);
        if (year == 0 && month == 0 && day == 0) {
            sink.special(FieldSink.Special.ZERO_DATE);
        } else if (month == 0 || day == 0) {
            sink.text(text, offset, length);
        } else {
            long ofDay = length > DATE_LENGTH ? ofDay(text, offset + DATE_LENGTH + 1, offset + length) : 0;
            sink.micros(epochDay(year, month, day) * SECONDS_PER_DAY * MICROS_PER_SECOND + ofDay);
        }
    }

    static void time(byte[] text, int offset, int length, FieldSink sink) {
        boolean negative = text[offset] == '-';
        long micros = ofDay(text, negative ? offset + 1 : offset, offset + length);
        sink.micros(negative ? -micros : micros);
    }

    /** Hours may have more than two digits. */
    private static long ofDay(byte[] text, int begin, int end) {
        int colon = begin;
        while (text[colon] != ':') {
            colon++;
        }
        long seconds = number(text, begin, colon) * 3600
                + number(text, colon + 1, colon + 3) * 60
                + number(text, colon + 4, colon + 6);
        int point = colon + 6;
        long fraction = 0;
        for (int digit = 0; digit < FRACTION_DIGITS; digit++) {
            int at = point + 1 + digit;
            fraction = fraction * 10 + (at < end ? text[at] - '0' : 0);
        }
        return seconds * MICROS_PER_SECOND + fraction;
    }

    private static long number(byte[] text, int begin, int end) {
        long number = 0;
        for (int i = begin; i < end; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    /** Days since 1970-01-01 (Howard Hinnant, chrono-compatible low-level date algorithms, days_from_civil). */
    private static long epochDay(long year, long month, long day) {
        long shifted = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }
}
