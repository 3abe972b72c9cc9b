package dev.godwit.verify.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a target's type loses of the values that a source's type can hold. Pure. */
@FunctionalInterface
interface Fit {
    /** A value that is longer is held by no server that we know, so that a bound from here on is none: 1 GiB. */
    long UNBOUNDED = (1L << 30) - 1;

    /**
     * What is lost, in words; empty where everything fits.
     *
     * @param checked whether the target has a check on the column
     */
    Optional<String> lost(TableShape.Column source, TableShape.Column target, boolean checked);

    static Fit always() {
        return (source, target, checked) -> Optional.empty();
    }

    static Fit never(String why) {
        return (source, target, checked) -> Optional.of(why);
    }

    static Fit sameWords() {
        return (source, target, checked) ->
                source.type().declared().equalsIgnoreCase(target.type().declared())
                        ? Optional.empty()
                        : Optional.of("declared otherwise");
    }

    static Fit range() {
        return (source, target, checked) -> {
            Bounds from = source.bounds();
            Bounds to = target.bounds();
            boolean below =
                    to.least() != null && (from.least() == null || from.least().compareTo(to.least()) < 0);
            boolean above =
                    to.most() != null && (from.most() == null || from.most().compareTo(to.most()) > 0);
            return below || above
                    ? Optional.of("holds " + interval(to) + " instead of " + interval(from))
                    : Optional.empty();
        };
    }

    private static String interval(Bounds bounds) {
        return bounds.least() == null && bounds.most() == null
                ? "any"
                : (bounds.least() == null ? "any" : bounds.least()) + " to "
                        + (bounds.most() == null ? "any" : bounds.most());
    }

    /** Of numbers whose range is known, up to so many bits are exact. */
    static Fit exactUpTo(int bits) {
        return (source, target, checked) -> {
            BigInteger most = source.bounds().most();
            return most == null || most.bitLength() > bits
                    ? Optional.of("whole numbers of more than " + bits + " bits are rounded")
                    : Optional.empty();
        };
    }

    static Fit wholeDigits() {
        return (source, target, checked) -> {
            Long room = whole(target.bounds());
            BigInteger most = source.bounds().most();
            long needed = most == null ? Long.MAX_VALUE : most.toString().length();
            return room == null || room >= needed
                    ? Optional.empty()
                    : Optional.of("holds " + room + " digits instead of " + needed);
        };
    }

    private static @Nullable Long whole(Bounds bounds) {
        return bounds.digits() == null ? null : bounds.digits() - (bounds.scale() == null ? 0 : bounds.scale());
    }

    static Fit decimal() {
        return (source, target, checked) -> {
            List<String> lost = new ArrayList<>();
            narrower(whole(source.bounds()), whole(target.bounds()), "digits before the point")
                    .ifPresent(lost::add);
            Long scale =
                    target.bounds().digits() == null ? null : target.bounds().scale();
            narrower(source.bounds().scale(), scale, "digits behind the point").ifPresent(lost::add);
            return lost.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lost));
        };
    }

    static Fit decimalAsWhole() {
        return (source, target, checked) -> {
            Bounds from = source.bounds();
            Long digits = whole(from);
            BigInteger most = target.bounds().most();
            if (from.scale() == null || from.scale() > 0) {
                return Optional.of("fractions are lost");
            }
            boolean fits = most == null
                    || digits != null && BigInteger.TEN.pow(digits.intValue()).compareTo(most) <= 0;
            return fits ? Optional.empty() : Optional.of("holds at most " + most);
        };
    }

    static Fit length() {
        return (source, target, checked) ->
                narrower(source.bounds().length(), target.bounds().length(), "in length");
    }

    static Fit atLeast(long length) {
        return (source, target, checked) -> narrower(length, target.bounds().length(), "in length");
    }

    static Fit rangeAndDigits() {
        return (source, target, checked) -> range().lost(source, target, checked)
                .or(() ->
                        narrower(source.bounds().digits(), target.bounds().digits(), "digits of a second's fraction"));
    }

    static Fit labels() {
        return (source, target, checked) -> {
            List<String> missing = new ArrayList<>(source.bounds().labels());
            missing.removeAll(target.bounds().labels());
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of("labels are missing: " + String.join(", ", missing));
        };
    }

    /** Labels as text: as long as the longest one, and held to the list by a check. */
    static Fit checkedText() {
        return (source, target, checked) -> {
            long longest = source.bounds().labels().stream()
                    .mapToLong(label -> label.codePointCount(0, label.length()))
                    .max()
                    .orElse(0);
            Optional<String> shorter = narrower(longest, target.bounds().length(), "in length");
            return shorter.or(
                    () -> checked ? Optional.empty() : Optional.of("no check keeps out what is none of the labels"));
        };
    }

    private static Optional<String> narrower(@Nullable Long source, @Nullable Long target, String of) {
        if (target == null || target >= UNBOUNDED) {
            return Optional.empty();
        }
        return source != null && source <= target
                ? Optional.empty()
                : Optional.of(
                        "at most " + target + " " + of + " instead of " + (source == null ? "any number" : source));
    }
}
