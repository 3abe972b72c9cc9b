package dev.godwit.dialect.mysql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

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

    /** Printable ASCII; other characters count as the nearest of them. */
    private static final int FIRST_CHARACTER = ' ';

    private static final int CHARACTERS = '~' - ' ' + 1;

    private static final String MIDNIGHT = " 00:00:00";

    /** How a value becomes a number, and back. */
    private enum Points {
        NUMBERS,
        DATES,
        TIMES,
        DIGITS_OF_BYTES,
        CHARACTERS_OF_TEXT,
        /** As characters; what lies between two of them is seldom a value of the type. */
        ONE_WAY
    }

    /** The line between two values of a column. */
    static KeyScale of(KeyPart part, String low, String high) {
        Points points = switch (part.form()) {
            case NUMBER, BITS, POSITION -> Points.NUMBERS;
            case BYTES -> Points.DIGITS_OF_BYTES;
            case TEXT ->
                switch (KeyForm.baseName(part.type())) {
                    case "year" -> Points.NUMBERS;
                    case "date" -> Points.DATES;
                    case "datetime", "timestamp" -> Points.TIMES;
                    case "uuid" -> Points.DIGITS_OF_BYTES;
                    case "char", "varchar" -> Points.CHARACTERS_OF_TEXT;
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
            case DIGITS_OF_BYTES -> new BigDecimal(new BigInteger(padded(plain(value), '0'), 16));
            case CHARACTERS_OF_TEXT, ONE_WAY -> new BigDecimal(characters(padded(value, (char) FIRST_CHARACTER)));
        };
    }

    private String text(BigDecimal number) {
        BigInteger whole = number.toBigInteger();
        return switch (points) {
            case NUMBERS -> number.setScale(scale(), RoundingMode.FLOOR).toPlainString();
            case DATES -> time(whole).toLocalDate().toString();
            case TIMES -> time(whole).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS"));
            case DIGITS_OF_BYTES -> bytes(whole);
            case CHARACTERS_OF_TEXT, ONE_WAY -> prefix() + text(whole);
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

    private String bytes(BigInteger digits) {
        String text = plainPrefix() + leftPadded(digits.toString(16));
        return points == Points.DIGITS_OF_BYTES && low.indexOf('-') >= 0 ? uuid(text) : even(text);
    }

    private static String even(String digits) {
        return digits.length() % 2 == 0 ? digits : digits + "0";
    }

    private static String uuid(String digits) {
        String all = (digits + "0".repeat(32)).substring(0, 32);
        return all.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    private static String leftPadded(String digits) {
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    private static String plain(String value) {
        return value.replace("-", "");
    }

    private String plainPrefix() {
        String first = plain(low);
        return first.substring(0, common(first, plain(high)));
    }

    private String prefix() {
        return low.substring(0, common(low, high));
    }

    private static int common(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }

    /** The characters that count, filled up. */
    private String padded(String value, char filling) {
        String text = points == Points.DIGITS_OF_BYTES ? plain(value) : value;
        int skipped = points == Points.DIGITS_OF_BYTES ? plainPrefix().length() : prefix().length();
        String rest = text.length() <= skipped ? "" : text.substring(skipped);
        String filled = rest + String.valueOf(filling).repeat(DIGITS);
        return filled.substring(0, DIGITS);
    }

    private static BigInteger characters(String text) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = Math.max(0, Math.min(CHARACTERS - 1, text.charAt(i) - FIRST_CHARACTER));
            number = number.multiply(BigInteger.valueOf(CHARACTERS)).add(BigInteger.valueOf(digit));
        }
        return number;
    }

    private static String text(BigInteger number) {
        StringBuilder text = new StringBuilder();
        BigInteger rest = number;
        for (int i = 0; i < DIGITS; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(CHARACTERS));
            text.insert(0, (char) (FIRST_CHARACTER + parts[1].intValue()));
            rest = parts[0];
        }
        return text.toString();
    }
}
