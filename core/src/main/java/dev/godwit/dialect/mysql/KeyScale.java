package dev.godwit.dialect.mysql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The stretch between two values of a key column as a line, for estimates: how far along a value lies, and which value lies
 * so far along. Right for numbers and times; for texts and bytes as right as their first characters are evenly spread behind
 * what both ends share, which random identifiers are. Never used for correctness. Pure.
 *
 * @param low the first value, as text
 * @param high the last value, as text
 */
record KeyScale(Points points, String low, String high) {
    /** Characters behind the common prefix that count: more than a double can tell apart. */
    private static final int DIGITS = 8;

    private static final String HEXADECIMAL = "0123456789abcdef";

    private static final Pattern HEXADECIMAL_TEXT = Pattern.compile("[0-9a-f-]{16,}", Pattern.CASE_INSENSITIVE);

    /** Printable ASCII; other characters count as the nearest of them. */
    private static final String PRINTABLE =
            IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());

    /** From this version on, a UUID of MariaDB is ordered as it is written; before, by its last group first. */
    private static final char ORDERED_UUID = '6';

    private static final int VERSION_OF_UUID = 14;

    /** Last group first: zeros of variant 8 and version 4. */
    private static final String SWAPPED_UUID = "000000000000" + "8000" + "4000" + "000000000000";

    private static final String MIDNIGHT = " 00:00:00";

    /** How a value becomes a number, and back. */
    private enum Points {
        NUMBERS,
        DATES,
        TIMES,
        BYTES,
        UUIDS,
        TEXTS,
        /** As characters; what lies between two of them is seldom a value of the type. */
        ONE_WAY
    }

    /** The line between two values of a column. */
    static KeyScale of(KeyPart part, String low, String high) {
        Points points = switch (part.form()) {
            case NUMBER, BITS, POSITION -> Points.NUMBERS;
            case BYTES -> Points.BYTES;
            case TEXT ->
                switch (KeyForm.baseName(part.type())) {
                    case "year" -> Points.NUMBERS;
                    case "date" -> Points.DATES;
                    case "datetime", "timestamp" -> Points.TIMES;
                    case "uuid" -> Points.UUIDS;
                    case "char", "varchar" -> Points.TEXTS;
                    default -> Points.ONE_WAY;
                };
        };
        return new KeyScale(points, low, high);
    }

    /** The share of the stretch up to {@code value}, 0.0 to 1.0. */
    double share(String value) {
        try {
            BigDecimal from = number(low);
            BigDecimal length = number(high).subtract(from);
            if (length.signum() <= 0) {
                return 0.0;
            }
            double share = number(value).subtract(from).doubleValue() / length.doubleValue();
            return Math.max(0.0, Math.min(1.0, share));
        } catch (DateTimeParseException dateThatIsNone) {
            return 0.0;
        }
    }

    /** A value that lies so far along; empty where such a value cannot be made. */
    Optional<String> at(double share) {
        try {
            BigDecimal from = number(low);
            BigDecimal way = number(high).subtract(from).multiply(BigDecimal.valueOf(share));
            return way.signum() <= 0 || points == Points.ONE_WAY ? Optional.empty() : Optional.of(text(from.add(way)));
        } catch (DateTimeParseException dateThatIsNone) {
            return Optional.empty();
        }
    }

    private BigDecimal number(String value) {
        return switch (points) {
            case NUMBERS -> new BigDecimal(value);
            case DATES -> micros(value + MIDNIGHT);
            case TIMES -> micros(value);
            case BYTES, UUIDS, TEXTS, ONE_WAY -> new BigDecimal(digits(ordered(value)));
        };
    }

    private String text(BigDecimal number) {
        BigInteger whole = number.toBigInteger();
        return switch (points) {
            case NUMBERS -> number.setScale(scale(), RoundingMode.FLOOR).toPlainString();
            case DATES -> time(whole).toLocalDate().toString();
            case TIMES -> time(whole).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS"));
            case BYTES -> even(prefix() + characters(whole));
            case UUIDS -> uuid(prefix() + characters(whole));
            case TEXTS, ONE_WAY -> prefix() + characters(whole);
        };
    }

    private int scale() {
        return Math.max(new BigDecimal(low).scale(), new BigDecimal(high).scale());
    }

    /** Microseconds since 1970. */
    private static BigDecimal micros(String value) {
        LocalDate date = LocalDate.parse(value.substring(0, 10));
        LocalDateTime time = LocalDateTime.parse(date + "T" + value.substring(11));
        return BigDecimal.valueOf(time.toEpochSecond(ZoneOffset.UTC))
                .multiply(BigDecimal.valueOf(1_000_000))
                .add(BigDecimal.valueOf(time.getNano() / 1_000));
    }

    private static LocalDateTime time(BigInteger micros) {
        BigInteger[] parts = micros.divideAndRemainder(BigInteger.valueOf(1_000_000));
        return LocalDateTime.ofEpochSecond(parts[0].longValue(), 0, ZoneOffset.UTC)
                .plusNanos(parts[1].longValue() * 1_000);
    }

    /** The value's characters, those that decide the order first. */
    private String ordered(String value) {
        if (points != Points.UUIDS) {
            return alphabet().equals(HEXADECIMAL) ? value.toLowerCase(Locale.ROOT) : value;
        }
        List<String> groups =
                new ArrayList<>(List.of(value.toLowerCase(Locale.ROOT).split("-")));
        if (swapped()) {
            Collections.reverse(groups);
        }
        return String.join("", groups);
    }

    /** Back from {@link #ordered}; what is missing makes it one of the kind that is ordered so. */
    private String uuid(String ordered) {
        String digits =
                ordered + (swapped() ? SWAPPED_UUID : "0".repeat(SWAPPED_UUID.length())).substring(ordered.length());
        return swapped()
                ? digits.replaceFirst("(.{12})(.{4})(.{4})(.{4})(.{8})", "$5-$4-$3-$2-$1")
                : digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    private boolean swapped() {
        return low.charAt(VERSION_OF_UUID) < ORDERED_UUID;
    }

    private static String even(String digits) {
        return digits.length() % 2 == 0 ? digits : digits + "0";
    }

    private String alphabet() {
        boolean hexadecimal = switch (points) {
            case BYTES, UUIDS -> true;
            default ->
                HEXADECIMAL_TEXT.matcher(low).matches()
                        && HEXADECIMAL_TEXT.matcher(high).matches();
        };
        return hexadecimal ? HEXADECIMAL : PRINTABLE;
    }

    private String prefix() {
        String first = ordered(low);
        String last = ordered(high);
        int same = 0;
        while (same < Math.min(first.length(), last.length()) && first.charAt(same) == last.charAt(same)) {
            same++;
        }
        return first.substring(0, same);
    }

    /** The number that the characters behind the prefix make. */
    private BigInteger digits(String ordered) {
        String alphabet = alphabet();
        int skipped = prefix().length();
        BigInteger number = BigInteger.ZERO;
        for (int i = skipped; i < skipped + DIGITS; i++) {
            int digit = i < ordered.length() ? place(ordered.charAt(i), alphabet) : 0;
            number = number.multiply(BigInteger.valueOf(alphabet.length())).add(BigInteger.valueOf(digit));
        }
        return number;
    }

    private static int place(char character, String alphabet) {
        int place = alphabet.indexOf(character);
        return place >= 0 || character < alphabet.charAt(0) ? Math.max(0, place) : alphabet.length() - 1;
    }

    /** Back from {@link #digits}. */
    private String characters(BigInteger number) {
        String alphabet = alphabet();
        StringBuilder text = new StringBuilder();
        BigInteger rest = number;
        for (int i = 0; i < DIGITS; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(alphabet.length()));
            text.insert(0, alphabet.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.toString();
    }
}
