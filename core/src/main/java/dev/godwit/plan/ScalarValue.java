package dev.godwit.plan;

import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.sql.Ident;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand in a field of a single value. Pure. */
final class ScalarValue {
    /**
     * A value, or a complaint that goes on after the name of the field.
     *
     * @param code null for the error of a wrong type
     */
    record Outcome(
            @Nullable Object value,
            String complaint,
            @Nullable ErrorCode code) {
        private static Outcome of(Object value) {
            return new Outcome(value, "", null);
        }

        private static Outcome wrong(String complaint) {
            return new Outcome(null, complaint, null);
        }
    }

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d(?:_?\\d)*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,400}(?:\\.\\d{1,400})?(?:[eE][+-]?\\d{1,3})?");
    private static final Pattern PERCENT = Pattern.compile("\\d{1,4}(?:\\.\\d{1,6})?\\s*%");
    private static final int LONGEST_SHOWN = 60;

    private ScalarValue() {}

    static Outcome read(Field field, Tree.Scalar scalar) {
        String text = scalar.text();
        return switch (field.type()) {
            case WHOLE_NUMBER -> wholeNumber(field, scalar);
            case NUMBER -> number(scalar);
            case FLAG -> flag(scalar);
            case DURATION -> duration(text);
            case PERCENT ->
                PERCENT.matcher(text).matches()
                        ? Outcome.of(text)
                        : Outcome.wrong("is a percentage such as 20%, not " + shown(text));
            case CHOICE ->
                field.choices().contains(text)
                        ? Outcome.of(text)
                        : Outcome.wrong("cannot be " + shown(text) + DidYouMean.hint(text, field.choices()));
            case IDENTIFIER -> identifier(text, "");
            case TABLE -> table(text);
            default -> Outcome.of(text);
        };
    }

    private static Outcome wholeNumber(Field field, Tree.Scalar scalar) {
        String digits = scalar.text().replace("_", "");
        if (scalar.quoted() || !WHOLE.matcher(scalar.text()).matches()) {
            return Outcome.wrong("is a whole number" + withoutQuotes(scalar) + ", not " + shown(scalar.text()));
        }
        if (digits.length() > 18) {
            return outOfRange(field, scalar.text());
        }
        long value = Long.parseLong(digits);
        return value < field.minimum() || value > field.maximum()
                ? outOfRange(field, scalar.text())
                : Outcome.of(value);
    }

    private static String withoutQuotes(Tree.Scalar scalar) {
        return scalar.quoted() ? " without quotes" : "";
    }

    private static Outcome outOfRange(Field field, String text) {
        String upTo = field.minimum() == field.maximum()
                ? String.valueOf(field.minimum())
                : "from " + field.minimum() + " to " + field.maximum();
        String range = field.maximum() == Long.MAX_VALUE ? "at least " + field.minimum() : upTo;
        String complaint = field.minimum() == Long.MIN_VALUE && field.maximum() == Long.MAX_VALUE
                ? "has at most 18 digits"
                : "must be " + range + ", not " + shown(text);
        return new Outcome(null, complaint, ErrorCode.VALUE_OUT_OF_RANGE);
    }

    private static Outcome number(Tree.Scalar scalar) {
        boolean isNumber = !scalar.quoted() && NUMBER.matcher(scalar.text()).matches();
        return isNumber && Double.isFinite(Double.parseDouble(scalar.text()))
                ? Outcome.of(Double.valueOf(scalar.text()))
                : Outcome.wrong("is a number" + withoutQuotes(scalar) + ", not " + shown(scalar.text()));
    }

    private static Outcome flag(Tree.Scalar scalar) {
        boolean isFlag = !scalar.quoted()
                && (scalar.text().equals("true") || scalar.text().equals("false"));
        return isFlag
                ? Outcome.of(Boolean.valueOf(scalar.text()))
                : Outcome.wrong("is true or false" + withoutQuotes(scalar) + ", not " + shown(scalar.text()));
    }

    private static Outcome duration(String text) {
        if (!Durations.isDuration(text)) {
            return Outcome.wrong("is a duration such as 250ms, 5s, 10m, 2h or 7d, not " + shown(text));
        }
        return Outcome.of(text);
    }

    private static Outcome table(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return identifier(text, "");
        }
        Outcome schema = identifier(text.substring(0, dot), "");
        Outcome name = identifier(text.substring(dot + 1), "");
        return schema.value() == null ? schema : name.value() == null ? name : Outcome.of(text);
    }

    private static Outcome identifier(String text, String role) {
        try {
            return Outcome.of(Ident.typed(text, role).name());
        } catch (GodwitException refused) {
            return new Outcome(
                    null, refused.problems().get(0).what().replaceFirst("^ ?name ", ""), ErrorCode.IDENTIFIER_WRONG);
        }
    }

    private static String shown(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.isEmpty()
                ? "\"\""
                : line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "..." : line;
    }
}
