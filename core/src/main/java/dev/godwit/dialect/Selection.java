package dev.godwit.dialect;

import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a table. The key's fields come first; rows come in their order, by the bytes of texts, or in any order where
 * there is no key.
 *
 * @param fields in the order in which the sink gets them
 * @param keyFields how many of the first fields are the key; 0 for a table that is read in any order
 * @param where a predicate over {@link #ALIAS}; null for all rows
 * @param interval of the key; everything where there is no key
 * @param keys only rows with one of these keys, at most {@link #MOST_KEYS}; empty for all of the interval
 * @param place only the row that stands there, from 0, in the key's order; {@link #ALL} for all of them
 */
public record Selection(
        TableName table,
        List<Field> fields,
        int keyFields,
        @Nullable Sql where,
        KeyInterval interval,
        List<Key> keys,
        long place) {
    /** Not one row alone. */
    public static final long ALL = -1;

    /** Keys that go out in one statement. */
    public static final int MOST_KEYS = 1_000;

    /** The name that the table goes by in expressions and predicates. */
    public static final Ident ALIAS = Ident.fromCatalog("t");

    /** All rows of an interval that have one of the keys. */
    public Selection(
            TableName table,
            List<Field> fields,
            int keyFields,
            @Nullable Sql where,
            KeyInterval interval,
            List<Key> keys) {
        this(table, fields, keyFields, where, interval, keys, ALL);
    }

    public Selection {
        fields = List.copyOf(fields);
        keys = List.copyOf(keys);
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("too many keys for one statement: " + keys.size());
        }
        if (fields.isEmpty() || keyFields < 0 || keyFields > fields.size()) {
            throw new IllegalArgumentException("a selection has fields, and its key is among them");
        }
    }

    /**
     * A value of each row.
     *
     * @param expression over {@link #ALIAS}
     * @param byteOrdered whether the server orders it by its bytes without being told to
     */
    public record Field(Sql expression, ValueType type, boolean byteOrdered) {
        /** A column as it is. */
        public static Field of(ComparedTable.Column column) {
            Sql expression = Sql.of("{}.{}", ALIAS, Ident.fromCatalog(column.name()));
            return new Field(expression, column.type(), column.byteOrdered());
        }
    }

    /** The same within another interval. */
    public Selection within(KeyInterval other) {
        return new Selection(table, fields, keyFields, where, other, keys, place);
    }

    /** The key alone of the row at a place of the interval, from 0. */
    public Selection keyAt(long there) {
        return new Selection(table, fields.subList(0, keyFields), keyFields, where, interval, keys, there);
    }

    /** The rows with these keys. */
    public Selection only(List<Key> wanted) {
        return new Selection(table, fields, keyFields, where, KeyInterval.everything(), wanted);
    }
}
