package dev.godwit.verify.cause;

import dev.godwit.dialect.ValueClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What made one value into the other; an answer is the same text for all values that the same mistake changed. Pure. */
final class Values {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Values() {}

    /** One explanation of a pair of values; empty where it does not explain it. */
    interface Explanation {
        Optional<String> of(ValueClass meaning, @Nullable String source, @Nullable String target);
    }

    /** Its name and what it looks for. */
    record Named(String name, Explanation explanation) {}

    /** The first that explains most of a column is told. */
    static final List<Named> ALL = List.of(
            new Named("NULL against empty text", Values::nothing),
            new Named("time shift", Values::shift),
            new Named("double encoding", Values::doubleEncoding),
            new Named("padding", Values::padding),
            new Named("case", Values::caseOnly),
            new Named("Unicode form", Values::normalForm),
            new Named("truncation", Values::truncation),
            new Named("rounding", Values::rounding),
            new Named("lost value", Values::lost));

    private static Optional<String> nothing(ValueClass meaning, @Nullable String source, @Nullable String target) {
        if (source == null && "".equals(target)) {
            return Optional.of("NULL became an empty text");
        }
        return target == null && "".equals(source) ? Optional.of("an empty text became NULL") : Optional.empty();
    }

    private static Optional<String> lost(ValueClass meaning, @Nullable String source, @Nullable String target) {
        if (source != null && target == null) {
            return Optional.of("the value became NULL");
        }
        return source == null ? Optional.of("a value stands where there was NULL") : Optional.empty();
    }

    private static Optional<String> shift(ValueClass meaning, @Nullable String source, @Nullable String target) {
        boolean moments = meaning == ValueClass.TIMESTAMP || meaning == ValueClass.INSTANT;
        if (!moments || source == null || target == null) {
            return Optional.empty();
        }
        try {
            Duration shift = Duration.between(LocalDateTime.parse(source, MOMENT), LocalDateTime.parse(target, MOMENT));
            return Optional.of(
                    "the target is " + (shift.isNegative() ? "earlier" : "later") + " by " + words(shift.abs()));
        } catch (DateTimeParseException noMoment) {
            return Optional.empty();
        }
    }

    private static String words(Duration duration) {
        if (duration.toSecondsPart() == 0 && duration.getNano() == 0) {
            return duration.toMinutesPart() == 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
        }
        return duration.toNanos() / 1_000 + " microseconds";
    }

    private static Optional<String> doubleEncoding(
            ValueClass meaning, @Nullable String source, @Nullable String target) {
        if (source == null || target == null) {
            return Optional.empty();
        }
        byte[] utf8 = source.getBytes(StandardCharsets.UTF_8);
        boolean twice = target.equals(new String(utf8, StandardCharsets.ISO_8859_1))
                || target.equals(new String(utf8, WINDOWS));
        return twice
                ? Optional.of("UTF-8 was read as Latin-1 and encoded again")
                : target.equals(new String(source.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
                                && target.indexOf('?') >= 0
                        ? Optional.of("letters that the character set has not became question marks")
                        : Optional.empty();
    }

    private static Optional<String> padding(ValueClass meaning, @Nullable String source, @Nullable String target) {
        if (source == null || target == null) {
            return Optional.empty();
        }
        if (source.stripTrailing().equals(target.stripTrailing())) {
            return Optional.of("only blanks at the end differ");
        }
        boolean digits = source.matches("\\d+") && target.matches("\\d+");
        return digits && source.replaceFirst("^0+", "").equals(target.replaceFirst("^0+", ""))
                ? Optional.of("only zeros at the beginning differ")
                : Optional.empty();
    }

    private static Optional<String> caseOnly(ValueClass meaning, @Nullable String source, @Nullable String target) {
        boolean same = source != null
                && target != null
                && source.toLowerCase(Locale.ROOT).equals(target.toLowerCase(Locale.ROOT));
        return same ? Optional.of("only upper and lower case differ") : Optional.empty();
    }

    private static Optional<String> normalForm(ValueClass meaning, @Nullable String source, @Nullable String target) {
        boolean same = source != null
                && target != null
                && Normalizer.normalize(source, Normalizer.Form.NFC)
                        .equals(Normalizer.normalize(target, Normalizer.Form.NFC));
        return same ? Optional.of("the same letters in another Unicode normal form") : Optional.empty();
    }

    private static Optional<String> truncation(ValueClass meaning, @Nullable String source, @Nullable String target) {
        boolean text = meaning == ValueClass.TEXT || meaning == ValueClass.CHARACTER || meaning == ValueClass.BINARY;
        if (!text || source == null || target == null || target.isEmpty() || !source.startsWith(target)) {
            return Optional.empty();
        }
        int kept = target.codePointCount(0, target.length());
        return meaning == ValueClass.BINARY
                ? Optional.of("cut off behind " + kept / 2 + " bytes")
                : Optional.of("cut off behind " + kept + " characters");
    }

    private static Optional<String> rounding(ValueClass meaning, @Nullable String source, @Nullable String target) {
        boolean number = meaning == ValueClass.DECIMAL || meaning == ValueClass.DOUBLE || meaning == ValueClass.FLOAT;
        if (!number || source == null || target == null) {
            return Optional.empty();
        }
        try {
            BigDecimal exact = new BigDecimal(source);
            BigDecimal found = new BigDecimal(target);
            for (int scale = exact.scale() - 1; scale >= 0; scale--) {
                for (RoundingMode mode : List.of(RoundingMode.HALF_UP, RoundingMode.DOWN, RoundingMode.HALF_EVEN)) {
                    if (exact.setScale(scale, mode).compareTo(found) == 0) {
                        return Optional.of((mode == RoundingMode.DOWN ? "cut off" : "rounded") + " to " + scale
                                + " digits behind the point");
                    }
                }
            }
            return Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
