package dev.godwit.verify.shape;

import static dev.godwit.dialect.ValueClass.ARRAY;
import static dev.godwit.dialect.ValueClass.BINARY;
import static dev.godwit.dialect.ValueClass.BITS;
import static dev.godwit.dialect.ValueClass.BOOLEAN;
import static dev.godwit.dialect.ValueClass.CHARACTER;
import static dev.godwit.dialect.ValueClass.DATE;
import static dev.godwit.dialect.ValueClass.DECIMAL;
import static dev.godwit.dialect.ValueClass.DOUBLE;
import static dev.godwit.dialect.ValueClass.DURATION;
import static dev.godwit.dialect.ValueClass.FLOAT;
import static dev.godwit.dialect.ValueClass.GEOMETRY;
import static dev.godwit.dialect.ValueClass.INSTANT;
import static dev.godwit.dialect.ValueClass.INTEGER;
import static dev.godwit.dialect.ValueClass.JSON;
import static dev.godwit.dialect.ValueClass.LABEL;
import static dev.godwit.dialect.ValueClass.LABELS;
import static dev.godwit.dialect.ValueClass.OTHER;
import static dev.godwit.dialect.ValueClass.RANGE;
import static dev.godwit.dialect.ValueClass.TEXT;
import static dev.godwit.dialect.ValueClass.TIME;
import static dev.godwit.dialect.ValueClass.TIMESTAMP;
import static dev.godwit.dialect.ValueClass.UUID;

import dev.godwit.dialect.ValueClass;
import java.util.List;
import java.util.Optional;

/** The declared mapping of types: which class becomes which one, and what is lost on the way. Pure. */
public final class TypeMapping {
    private TypeMapping() {}

    /** What a target's column is to a source's. */
    public enum Kind {
        /** Declared in the same words. */
        EQUAL,
        /** Declared otherwise; it holds all that the source's type can hold. */
        MAPPED,
        /** It cannot hold all of it, or no longer keeps out what the source kept out. */
        WEAKER,
        /** No mapping of the two is declared. */
        UNKNOWN
    }

    /** How two columns' types compare; {@code why} is empty where they are equal. */
    public record Judgement(Kind kind, String why) {}

    /**
     * A line of the table.
     *
     * @param how the values get there
     */
    public record Line(ValueClass from, ValueClass to, String how) {}

    /** A line with what is lost. */
    private record Rule(Line line, Fit fit) {}

    private static final List<Rule> RULES = List.of(
            line(INTEGER, INTEGER, "whole numbers", Fit.range()),
            line(INTEGER, DECIMAL, "whole numbers as decimals", Fit.wholeDigits()),
            line(INTEGER, DOUBLE, "whole numbers as fractions", Fit.exactUpTo(53)),
            line(INTEGER, BOOLEAN, "0 and 1 as truth values", Fit.never("numbers other than 0 and 1 do not fit")),
            line(BOOLEAN, BOOLEAN, "truth values", Fit.always()),
            line(BOOLEAN, INTEGER, "truth values as 0 and 1", Fit.always()),
            line(DECIMAL, DECIMAL, "decimals", Fit.decimal()),
            line(DECIMAL, INTEGER, "decimals without fraction", Fit.decimalAsWhole()),
            line(DECIMAL, DOUBLE, "decimals as fractions", Fit.never("binary fractions are not exact")),
            line(FLOAT, FLOAT, "fractions of 32 bits", Fit.always()),
            line(FLOAT, DOUBLE, "fractions of 32 bits in 64", Fit.always()),
            line(DOUBLE, DOUBLE, "fractions of 64 bits", Fit.always()),
            line(DOUBLE, FLOAT, "fractions of 64 bits in 32", Fit.never("32 bits keep about 7 digits")),
            line(DOUBLE, DECIMAL, "fractions as decimals", Fit.never("very small and very large numbers do not fit")),
            line(TEXT, TEXT, "text", Fit.length()),
            line(TEXT, CHARACTER, "text, padded", Fit.never("spaces at the end are lost")),
            line(CHARACTER, CHARACTER, "padded text", Fit.length()),
            line(CHARACTER, TEXT, "padded text without its padding", Fit.length()),
            line(LABEL, LABEL, "labels", Fit.labels()),
            line(LABEL, TEXT, "labels as text with a check", Fit.checkedText()),
            line(LABEL, CHARACTER, "labels as text with a check", Fit.checkedText()),
            line(TEXT, LABEL, "text as labels", Fit.never("texts that are no label do not fit")),
            line(LABELS, LABELS, "sets of labels", Fit.labels()),
            line(LABELS, TEXT, "sets of labels as text with a check", Fit.checkedText()),
            line(LABELS, ARRAY, "sets of labels as lists", Fit.always()),
            line(BINARY, BINARY, "bytes", Fit.length()),
            line(BITS, BITS, "bits", Fit.length()),
            line(UUID, UUID, "128 bits", Fit.always()),
            line(UUID, TEXT, "128 bits as text", Fit.atLeast(36)),
            line(UUID, CHARACTER, "128 bits as text", Fit.atLeast(36)),
            line(UUID, BINARY, "128 bits as bytes", Fit.atLeast(16)),
            line(CHARACTER, UUID, "text as 128 bits", Fit.always()),
            line(TEXT, UUID, "text as 128 bits", Fit.always()),
            line(BINARY, UUID, "bytes as 128 bits", Fit.always()),
            line(JSON, JSON, "documents", Fit.always()),
            line(JSON, TEXT, "documents as text", Fit.never("nothing keeps out what is no document")),
            line(TEXT, JSON, "text as documents", Fit.never("texts that are no document do not fit")),
            line(DATE, DATE, "days", Fit.always()),
            line(DATE, TIMESTAMP, "days as their midnight", Fit.always()),
            line(TIMESTAMP, DATE, "moments as days", Fit.never("the time of the day is lost")),
            line(TIME, TIME, "times", Fit.rangeAndDigits()),
            line(TIME, DURATION, "times as spans", Fit.always()),
            line(TIMESTAMP, TIMESTAMP, "date and time", Fit.rangeAndDigits()),
            line(TIMESTAMP, INSTANT, "date and time, taken as UTC", Fit.rangeAndDigits()),
            line(INSTANT, INSTANT, "points in time", Fit.rangeAndDigits()),
            line(INSTANT, TIMESTAMP, "points in time, written as UTC", Fit.rangeAndDigits()),
            line(DURATION, DURATION, "spans", Fit.sameWords()),
            line(ARRAY, ARRAY, "lists", Fit.sameWords()),
            line(ARRAY, JSON, "lists as documents", Fit.always()),
            line(RANGE, RANGE, "intervals", Fit.sameWords()),
            line(GEOMETRY, GEOMETRY, "shapes", Fit.always()),
            line(OTHER, OTHER, "by its text", Fit.sameWords()));

    private static Rule line(ValueClass from, ValueClass to, String how, Fit fit) {
        return new Rule(new Line(from, to, how), fit);
    }

    /** The table, for documentation. */
    public static List<Line> lines() {
        return RULES.stream().map(Rule::line).toList();
    }

    /**
     * Judges the type of a column.
     *
     * @param checked whether the target has a check on the column, which may keep out what a weaker type would let in
     */
    public static Judgement judge(TableShape.Column source, TableShape.Column target, boolean checked) {
        String types = source.type().declared() + " -> " + target.type().declared();
        Optional<Rule> rule = RULES.stream()
                .filter(each -> each.line().from() == source.type().meaning()
                        && each.line().to() == target.type().meaning())
                .findFirst();
        if (rule.isEmpty()) {
            return new Judgement(Kind.UNKNOWN, types + ": no mapping of these types is declared");
        }
        Optional<String> lost = rule.get().fit().lost(source, target, checked);
        if (lost.isPresent()) {
            return new Judgement(Kind.WEAKER, types + ": " + lost.get());
        }
        boolean same = source.type().declared().equalsIgnoreCase(target.type().declared());
        return same
                ? new Judgement(Kind.EQUAL, "")
                : new Judgement(Kind.MAPPED, types + ": " + rule.get().line().how());
    }
}
