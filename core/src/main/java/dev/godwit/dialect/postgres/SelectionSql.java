package dev.godwit.dialect.postgres;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.ValueType;
import dev.godwit.model.Key;
import dev.godwit.sql.Sql;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The SQL of a selection. COPY takes no parameters, so that keys go out as literals. Pure. */
final class SelectionSql {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private SelectionSql() {}

    /** {@code copy (select ... from ... where ... order by ...) to stdout (format binary)}. */
    static Sql copy(Selection selection) {
        return Sql.of("copy ({}) to stdout (format binary)", select(selection));
    }

    static Sql select(Selection selection) {
        Sql rows = Sql.of(
                "select {} from {} as {}{}",
                Sql.join(
                        ", ",
                        selection.fields().stream().map(SelectionSql::read).toList()),
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

    private static Sql read(Selection.Field field) {
        return ComparedType.of(field.type()).read(field.expression());
    }

    private static List<Sql> ordered(Selection selection) {
        return selection.fields().subList(0, selection.keyFields()).stream()
                .map(field -> ComparedType.of(field.type()).ordered(field.expression(), field.byteOrdered()))
                .toList();
    }

    /** The condition, with its word; nothing where there is none. */
    static Sql where(Selection selection) {
        List<Sql> conditions = new ArrayList<>();
        Key after = selection.interval().after();
        Key upTo = selection.interval().upTo();
        if (after != null) {
            conditions.add(Sql.of("{} > {}", row(ordered(selection)), values(selection, after)));
        }
        if (upTo != null) {
            conditions.add(Sql.of("{} <= {}", row(ordered(selection)), values(selection, upTo)));
        }
        if (!selection.keys().isEmpty()) {
            keys(selection, conditions);
        }
        if (selection.where() != null) {
            conditions.add(Sql.of("({})", selection.where()));
        }
        return conditions.isEmpty() ? Sql.of("") : Sql.of(" where {}", Sql.join(" and ", conditions));
    }

    /**
     * Rows that have one of the keys by their bytes. An index has another order than that of the bytes; what it takes for equal
     * holds what is equal by its bytes, so it is asked first.
     */
    private static void keys(Selection selection, List<Sql> conditions) {
        List<Sql> keys =
                selection.keys().stream().map(key -> values(selection, key)).toList();
        conditions.add(Sql.of("{} in ({})", row(ordered(selection)), Sql.join(", ", keys)));
        List<Selection.Field> fields = selection.fields().subList(0, selection.keyFields());
        if (fields.stream().allMatch(field -> ComparedType.of(field.type()).comparesAsItIs())) {
            List<Sql> plain = fields.stream().map(Selection.Field::expression).toList();
            conditions.add(Sql.of("{} in ({})", row(plain), Sql.join(", ", keys)));
        }
    }

    private static Sql row(List<Sql> parts) {
        return parts.size() == 1 ? parts.get(0) : Sql.of("({})", Sql.join(", ", parts));
    }

    private static Sql values(Selection selection, Key key) {
        if (key.parts().size() != selection.keyFields()) {
            throw new IllegalArgumentException(
                    "a key of " + selection.table() + " has " + selection.keyFields() + " parts");
        }
        List<Sql> values = new ArrayList<>();
        for (int i = 0; i < key.parts().size(); i++) {
            ComparedType type = ComparedType.of(selection.fields().get(i).type());
            values.add(literal(type, key.parts().get(i)));
        }
        return row(values);
    }

    /** The canonical text of a key's part as a literal of its type. */
    private static Sql literal(ComparedType type, String canonical) {
        return switch (type) {
            case INT2, INT4, INT8, OID -> whole(canonical);
            case NUMERIC, MONEY -> Sql.of("{}::numeric", Sql.literal(canonical));
            case SINGLE -> Sql.of("{}::float4", Sql.literal(canonical));
            case FRACTION -> Sql.of("{}::float8", Sql.literal(canonical));
            case TRUTH -> Sql.of("{}::boolean", Sql.literal(canonical));
            case BYTES, GEOMETRY -> Sql.of("{}::bytea", Sql.literal("\\x" + canonical));
            case BITS -> Sql.of("{}::varbit", Sql.literal(canonical));
            case UUID -> Sql.of("{}::uuid", Sql.literal(canonical));
            case DATE -> Sql.of("{}::date", Sql.literal(era(canonical)));
            case TIME -> Sql.of("{}::time", Sql.literal(canonical));
            case TIMESTAMP -> Sql.of("{}::timestamp", Sql.literal(era(canonical)));
            case INSTANT -> Sql.of("{}::timestamptz", Sql.literal(era(canonical)));
            default -> Sql.of("{}::text", Sql.literal(canonical));
        };
    }

    /** The canonical text of any column's value as a literal of its declared type. */
    static Sql value(ValueType type, String canonical) {
        String text = switch (ComparedType.of(type)) {
            case BYTES -> "\\x" + canonical;
            case DATE, TIMESTAMP -> era(canonical);
            case INSTANT ->
                canonical.endsWith("Infinity") ? canonical : era(canonical).replaceFirst("( BC)?$", "+00$1");
            default -> canonical;
        };
        return Sql.of("{}::{}", Sql.literal(text), Sql.verbatim(type.declared()));
    }

    /** Of numbers that no bigint holds, which another server's key may have, only numeric can say where they are. */
    private static Sql whole(String digits) {
        BigInteger number = new BigInteger(digits);
        boolean fits = number.compareTo(LEAST) >= 0 && number.compareTo(MOST) <= 0;
        return Sql.of(fits ? "{}::bigint" : "{}::numeric", Sql.literal(digits));
    }

    /** Canonical years are astronomical, with a sign outside 0000 to 9999; PostgreSQL counts years before Christ. */
    private static String era(String canonical) {
        if (canonical.startsWith("+")) {
            return canonical.substring(1);
        }
        int end = canonical.indexOf('-', 1);
        if (end < 0 || !canonical.startsWith("-") && !canonical.startsWith("0000-")) {
            return canonical;
        }
        long year = 1 - Long.parseLong(canonical.substring(0, end));
        return String.format("%04d%s BC", year, canonical.substring(end));
    }
}
