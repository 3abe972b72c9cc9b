package dev.godwit.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells migrations apart and orders them. Two spellings of one version are equal: {@code 2024_01_15_001} and
 * {@code 20240115001}, {@code V1.2} and {@code V1_2} and {@code V1.2.0}, {@code 000012} and {@code 12}.
 *
 * @param numbers decimal digits without leading zeros, most significant first; a last {@code 0} is left out; empty for a
 *     repeatable migration
 * @param repeatable the name of a repeatable migration; empty for all others
 */
public record Version(List<String> numbers, String repeatable) implements Comparable<Version> {
    private static final int DATE_DIGITS = 8;
    /** Year to microsecond; a longer number is no date. */
    private static final int LONGEST_DATE = 20;

    public Version {
        numbers = List.copyOf(numbers);
        if (numbers.isEmpty() == repeatable.isEmpty()) {
            throw new IllegalArgumentException("a version has either numbers or a name");
        }
    }

    /** The version of those groups of digits. */
    static Version of(List<String> digits) {
        List<String> numbers = new ArrayList<>();
        for (String group : digits) {
            numbers.add(withoutLeadingZeros(group));
        }
        while (numbers.size() > 1 && numbers.get(numbers.size() - 1).equals("0")) {
            numbers.remove(numbers.size() - 1);
        }
        return new Version(numbers, "");
    }

    /** A migration that is applied again whenever it changes. */
    static Version ofRepeatable(String name) {
        return new Version(List.of(), name);
    }

    /** The version that an id, or the part of an id before its slug, stands for; empty where it stands for none. */
    public static Optional<Version> parse(String id) {
        return FileName.parseId(id.trim()).map(FileName::version);
    }

    /** Whether it is applied again whenever it changes. */
    public boolean isRepeatable() {
        return !repeatable.isEmpty();
    }

    /** Whether it begins with a calendar date, such as 20240115001. */
    boolean isDate() {
        return !numbers.isEmpty() && isDate(numbers.get(0));
    }

    /** Whether it counts up instead; 0, the start of everything, belongs to both ways of numbering. */
    boolean isPlainNumber() {
        return !isRepeatable() && !isDate() && !numbers.equals(List.of("0"));
    }

    /** Numeric by parts; a date sorts by its day first, however many digits follow; repeatable ones come last, by name. */
    @Override
    public int compareTo(Version other) {
        if (isRepeatable() || other.isRepeatable()) {
            return repeatable.compareTo(other.repeatable);
        }
        for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
            int order = compareNumbers(numbers.get(i), other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(numbers.size(), other.numbers.size());
    }

    private static int compareNumbers(String one, String other) {
        int byDay = compareDigits(day(one), day(other));
        return byDay != 0 ? byDay : compareDigits(one, other);
    }

    /** Digits without leading zeros: the longer is the greater. */
    private static int compareDigits(String one, String other) {
        int byLength = Integer.compare(one.length(), other.length());
        return byLength != 0 ? byLength : one.compareTo(other);
    }

    private static String day(String number) {
        return isDate(number) ? number.substring(0, DATE_DIGITS) : number;
    }

    private static boolean isDate(String number) {
        if (number.length() < DATE_DIGITS || number.length() > LONGEST_DATE) {
            return false;
        }
        int year = Integer.parseInt(number.substring(0, 4));
        int month = Integer.parseInt(number.substring(4, 6));
        int day = Integer.parseInt(number.substring(6, DATE_DIGITS));
        return year >= 1970 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static String withoutLeadingZeros(String digits) {
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }

    /** Written out, like {@link #hashCode}: a record's own are put together at the first use of each start, which takes 10 ms. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Version version
                && numbers.equals(version.numbers)
                && repeatable.equals(version.repeatable);
    }

    @Override
    public int hashCode() {
        return 31 * numbers.hashCode() + repeatable.hashCode();
    }

    @Override
    public String toString() {
        return isRepeatable() ? "R__" + repeatable : String.join(".", numbers);
    }
}
