package dev.godwit.verify.checks;

import dev.godwit.model.TableName;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that the rows of the target must keep: one question with a number for an answer, and where that must lie.
 *
 * @param least null where it may be as small as it likes
 * @param most null where it may be as large as it likes
 */
public record QualityRule(
        Demand demand, @Nullable BigDecimal least, @Nullable BigDecimal most) {
    /** A rule of which no row may be an exception. */
    public static QualityRule none(Demand demand) {
        return new QualityRule(demand, null, BigDecimal.ZERO);
    }

    /** What is asked. */
    public sealed interface Demand {
        /** Rows in which a column is NULL. */
        record NotNull(TableName table, String column) implements Demand {}

        /** Values that are there more than once; rows with a NULL among them do not count. */
        record Unique(TableName table, List<String> columns) implements Demand {}

        /** Rows whose value, by its text, is none of a list. */
        record AcceptedValues(TableName table, String column, List<String> values) implements Demand {}

        /** Rows that point to nothing. */
        record Relationships(TableName table, String column, TableName references, String key) implements Demand {}

        /** The age of the youngest value, in seconds. */
        record Freshness(TableName table, String column) implements Demand {}

        /** How many rows. */
        record RowCount(TableName table) implements Demand {}

        /** Which part of the rows has a value, by its text, from 0 to 1. */
        record Share(TableName table, String column, String value) implements Demand {}

        /** The mean of a column. */
        record Mean(TableName table, String column) implements Demand {}

        /** The standard deviation of a column, of a sample. */
        record Deviation(TableName table, String column) implements Demand {}

        /**
         * Rows that a person's query finds wrong.
         *
         * @param query in the target's language; one closed query without a semicolon
         */
        record Custom(String name, String query) implements Demand {}
    }

    /** Whether a number lies where it must. */
    boolean holds(BigDecimal found) {
        return (least == null || found.compareTo(least) >= 0) && (most == null || found.compareTo(most) <= 0);
    }

    /** Where it must lie, in words. */
    String bounds() {
        if (least == null) {
            return most == null ? "any number" : "at most " + number(most);
        }
        return most == null ? "at least " + number(least) : "between " + number(least) + " and " + number(most);
    }

    /** As people write it. */
    static String number(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
