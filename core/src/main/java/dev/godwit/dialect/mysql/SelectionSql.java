package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.ValueType;
import dev.godwit.model.Key;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a selection. An interval is written out part by part, because a comparison of tuples uses no index here. Pure.
 */
final class SelectionSql {
    private SelectionSql() {}

    static Sql select(Selection selection) {
        List<Sql> fields = new ArrayList<>();
        for (Selection.Field field : selection.fields()) {
            fields.add(ComparedType.of(field.type()).read(field.expression(), field.type()));
        }
        Sql rows = Sql.of(
                "select {} from {} as {}{}",
                Sql.join(", ", fields),
                selection.table(),
                Selection.ALIAS,
                where(selection));
        Sql ordered =
                selection.keyFields() == 0 ? rows : Sql.of("{} order by {}", rows, Sql.join(", ", ordered(selection)));
        return selection.place() == Selection.ALL
                ? ordered
                : Sql.of("{} limit 1 offset {}", ordered, Sql.verbatim(String.valueOf(selection.place())));
    }

    /** Whether the key's columns are in the order of the bytes as they are, so that an index over them has an interval. */
    static boolean seeks(Selection selection) {
        List<Sql> ordered = ordered(selection);
        return IntStream.range(0, ordered.size()).allMatch(part -> {
            Selection.Field field = selection.fields().get(part);
            return field.byteOrdered() && ordered.get(part) == field.expression();
        });
    }

    private static List<Sql> ordered(Selection selection) {
        return selection.fields().subList(0, selection.keyFields()).stream()
                .map(field ->
                        ComparedType.of(field.type()).ordered(field.expression(), field.type(), field.byteOrdered()))
                .toList();
    }

    /** The condition, with its word; nothing where there is none. */
    static Sql where(Selection selection) {
        List<Sql> conditions = new ArrayList<>();
        bound(selection, selection.interval().after(), ">", conditions);
        bound(selection, selection.interval().upTo(), "<", conditions);
        if (!selection.keys().isEmpty()) {
            keys(selection, conditions);
        }
        if (selection.where() != null) {
            conditions.add(Sql.of("({})", selection.where()));
        }
        return conditions.isEmpty() ? Sql.of("") : Sql.of(" where {}", Sql.join(" and ", conditions));
    }

    /**
     * Rows that have one of the keys by their bytes. An index compares by a collation; what that takes for equal holds what is
     * equal by its bytes, so it is asked first, about the first part.
     */
    private static void keys(Selection selection, List<Sql> conditions) {
        List<Sql> keys = selection.keys().stream()
                .map(key -> tuple(values(selection, key)))
                .toList();
        conditions.add(Sql.of("{} in ({})", tuple(ordered(selection)), Sql.join(", ", keys)));
        Selection.Field first = selection.fields().get(0);
        if (ComparedType.of(first.type()).isText()) {
            List<Sql> parts = selection.keys().stream()
                    .map(key -> Sql.of("_utf8mb4 {}", Sql.literal(key.parts().get(0))))
                    .toList();
            conditions.add(Sql.of("{} in ({})", first.expression(), Sql.join(", ", parts)));
        }
    }

    /** {@code a >= x and (a > x or (a = x and b > y))}: the first part alone bounds what is read of the index. */
    private static void bound(Selection selection, @Nullable Key key, String direction, List<Sql> conditions) {
        if (key == null) {
            return;
        }
        List<Sql> columns = ordered(selection);
        List<Sql> values = values(selection, key);
        boolean lower = direction.equals(">");
        int last = columns.size() - 1;
        Sql exact = compared(lower ? ">" : "<=", columns.get(last), values.get(last));
        for (int i = last - 1; i >= 0; i--) {
            exact = Sql.of(
                    "({} or ({} and {}))",
                    compared(direction, columns.get(i), values.get(i)),
                    compared("=", columns.get(i), values.get(i)),
                    exact);
        }
        conditions.add(exact);
        if (last > 0) {
            conditions.add(compared(lower ? ">=" : "<=", columns.get(0), values.get(0)));
        }
    }

    private static Sql compared(String operator, Sql left, Sql right) {
        return Sql.of("{} {} {}", left, Sql.verbatim(operator), right);
    }

    private static Sql tuple(List<Sql> parts) {
        return parts.size() == 1 ? parts.get(0) : Sql.of("({})", Sql.join(", ", parts));
    }

    private static List<Sql> values(Selection selection, Key key) {
        if (key.parts().size() != selection.keyFields()) {
            throw new IllegalArgumentException(
                    "a key of " + selection.table() + " has " + selection.keyFields() + " parts");
        }
        List<Sql> values = new ArrayList<>();
        for (int i = 0; i < key.parts().size(); i++) {
            Selection.Field field = selection.fields().get(i);
            values.add(literal(
                    ComparedType.of(field.type()),
                    field.byteOrdered(),
                    key.parts().get(i)));
        }
        return values;
    }

    /** The canonical text of a key's part as a literal of its type. */
    private static Sql literal(ComparedType type, boolean byteOrdered, String canonical) {
        return switch (type) {
            case TRUTH, BIT, INTEGER, UNSIGNED, DECIMAL -> number(canonical);
            case SINGLE, FRACTION -> Sql.of("cast({} as double)", Sql.literal(canonical));
            case BYTES, GEOMETRY -> Sql.of("unhex({})", Sql.literal(canonical));
            case DATE -> Sql.of("cast({} as date)", Sql.literal(canonical));
            case TIME -> Sql.of("cast({} as time(6))", Sql.literal(canonical));
            case TIMESTAMP, INSTANT -> Sql.of("cast({} as datetime(6))", Sql.literal(canonical));
            case TEXT -> byteOrdered ? Sql.of("_utf8mb4 {}", Sql.literal(canonical)) : bytes(canonical);
            default -> bytes(canonical);
        };
    }

    /** The canonical text of any column's value as a literal; times are UTC, as the session's zone must be. */
    static Sql value(ValueType type, String canonical) {
        return switch (ComparedType.of(type)) {
            case TRUTH, BIT, INTEGER, UNSIGNED, DECIMAL -> number(canonical);
            case BYTES -> Sql.of("unhex({})", Sql.literal(canonical));
            case GEOMETRY -> Sql.of("cast(unhex({}) as binary)", Sql.literal(canonical));
            case BITS -> Sql.of("cast(conv({}, 2, 10) as unsigned)", Sql.literal(canonical));
            default -> Sql.of("_utf8mb4 {}", Sql.literal(canonical));
        };
    }

    private static Sql number(String canonical) {
        String digits = canonical.equals("true") ? "1" : canonical.equals("false") ? "0" : canonical;
        return Sql.verbatim(new java.math.BigDecimal(digits).toPlainString());
    }

    private static Sql bytes(String canonical) {
        return Sql.of("cast(_utf8mb4 {} as binary)", Sql.literal(canonical));
    }
}
