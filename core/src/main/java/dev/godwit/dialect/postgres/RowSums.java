package dev.godwit.dialect.postgres;

import dev.godwit.dialect.Selection;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sums of rows, computed by the server. A row's text is that of its fields, {@code ~} for NULL, texts with their length in
 * front, so that no two rows have the same; SHA-256, because linear sums such as CRC32 cancel each other out; summed up,
 * because an exclusive or does not see what is there twice. The same text is written by the twin of this class on other
 * servers. Pure.
 */
final class RowSums {
    private RowSums() {}

    static Optional<Sql> of(Selection selection, int partitions) {
        Sql row = text(selection.fields());
        Sql key = text(selection.fields().subList(0, selection.keyFields()));
        if (row == null || key == null || selection.keyFields() == 0) {
            return Optional.empty();
        }
        // OFFSET 0 keeps the server from computing the hash once for each of its uses.
        return Optional.of(Sql.of(
                "select part, count(*), count(hash), sum(('x' || left(hash, 16))::bit(64)::bigint),"
                        + " sum(('x' || right(hash, 16))::bit(64)::bigint)"
                        + " from (select {} as part, {} as hash from {} as {}{} offset 0) as hashed"
                        + " group by part order by part",
                partition(key, partitions),
                hash(row),
                selection.table(),
                Selection.ALIAS,
                SelectionSql.where(selection)));
    }

    static Sql inPartitions(Selection selection, int partitions, List<Integer> wanted) {
        Sql key = java.util.Objects.requireNonNull(text(selection.fields().subList(0, selection.keyFields())));
        return Sql.of("{} = any ({}::int[])", partition(key, partitions), Sql.literal("{" + joined(wanted) + "}"));
    }

    private static String joined(List<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    private static Sql partition(Sql key, int partitions) {
        return Sql.of(
                "(('x' || left({}, 8))::bit(32)::bigint % {})::int",
                hash(key), Sql.verbatim(String.valueOf(partitions)));
    }

    private static Sql hash(Sql text) {
        return Sql.of("encode(sha256(convert_to({}, 'UTF8')), 'hex')", text);
    }

    private static @Nullable Sql text(List<Selection.Field> fields) {
        List<Sql> texts = new ArrayList<>();
        for (Selection.Field field : fields) {
            Sql text = text(ComparedType.of(field.type()), field.expression());
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return Sql.join(" || ", texts);
    }

    /** Null where the type has no text that all servers share. */
    private static @Nullable Sql text(ComparedType type, Sql value) {
        return switch (type) {
            case INT2, INT4, INT8, OID, DATE, UUID -> bare(Sql.of("({})::text", value));
            case NUMERIC -> bare(Sql.of("trim_scale({})::text", value));
            case TRUTH -> bare(Sql.of("({})::int::text", value));
            case TIMESTAMP, INSTANT -> bare(micros(value));
            case BYTES -> bare(Sql.of("encode({}, 'hex')", value));
            case TEXT -> measured(value);
            case CHARACTER, LABEL -> measured(Sql.of("({})::text", value));
            default -> null;
        };
    }

    /** Of a fixed alphabet without the separator. */
    private static Sql bare(Sql text) {
        return Sql.of("coalesce({}, '~') || '|'", text);
    }

    private static Sql measured(Sql text) {
        return Sql.of("coalesce(octet_length({}) || ':' || {}, '~') || '|'", text, text);
    }

    /** By minutes, because seconds since 1970 as a fraction are off by a microsecond for distant years. */
    private static Sql micros(Sql moment) {
        return Sql.of(
                "case when isfinite({}) then (date_part('epoch', date_trunc('minute', {}))::bigint * 1000000"
                        + " + date_part('microseconds', {})::bigint)::text else ({})::text end",
                moment,
                moment,
                moment,
                moment);
    }
}
