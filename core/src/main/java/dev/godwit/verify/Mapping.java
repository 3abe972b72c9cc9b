package dev.godwit.verify;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.ValueClass;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which table is compared with which, column by column. Made by the declared rules, never by what the copier did.
 *
 * @param source the table there, and which of its rows
 * @param target the table here, and which of its rows
 * @param columns every column of both tables is in here, also those that are not compared; the key's columns come first
 * @param keyColumns how many of the first columns are the key; 0 where rows are compared as a multiset
 */
public record Mapping(Rows source, Rows target, List<Column> columns, int keyColumns) {
    public Mapping {
        columns = List.copyOf(columns);
        if (keyColumns < 0 || keyColumns > columns.size()) {
            throw new IllegalArgumentException("the key is part of the columns");
        }
    }

    /**
     * Rows of one side.
     *
     * @param where a predicate over {@link Selection#ALIAS} in that side's language; null for all
     */
    public record Rows(TableName table, @Nullable Sql where) {}

    /**
     * A pair of values.
     *
     * @param name by which the report calls it
     * @param source what is read there; null where that side has nothing, so that it is not compared
     * @param target what is read here; null where that side has nothing, so that it is not compared
     * @param meaning the class in whose canonical form both are compared
     * @param rule how they are compared
     */
    public record Column(
            String name,
            Selection.@Nullable Field source,
            Selection.@Nullable Field target,
            ValueClass meaning,
            Rule rule) {}

    /** How two values are compared. */
    public sealed interface Rule {
        /** Equal canonical forms. */
        record Exact() implements Rule {}

        /** Equal canonical forms, after a declared loss on both sides. */
        record Normalised(Normalisation by) implements Rule {}

        /** Numbers, or microseconds, that may be off by so much. */
        record Tolerance(BigDecimal most) implements Rule {}

        /**
         * Left out, and the report says why.
         *
         * @param declared whether a person wanted it so; else nothing can be EQUAL as long as it is left out
         */
        record NotCompared(String reason, boolean declared) implements Rule {}
    }

    /** The losses that a mapping may declare. */
    public enum Normalisation {
        /** Spaces at the end have no meaning. */
        TRAILING_SPACES,
        /** An empty text is the same as NULL (Oracle, and applications that came from it). */
        EMPTY_IS_NULL,
        /** Texts are compared in Unicode normal form C. */
        UNICODE_NFC,
        /** Upper and lower case are the same. */
        CASE,
        /** Fractions of a second end at milliseconds, the rest is cut off. */
        MILLISECONDS,
        /** Fractions of a second are cut off. */
        SECONDS,
        /** A 64-bit floating point number is compared as the nearest one of 32 bits. */
        SINGLE_PRECISION,
        /** A JSON document is compared as its text, spaces and order of keys included. */
        JSON_TEXT
    }

    /** The columns that are compared. */
    public List<Column> compared() {
        return columns.stream()
                .filter(column -> !(column.rule() instanceof Rule.NotCompared))
                .toList();
    }
}
