package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Selection;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sums of rows, computed by the server, over the same text of a row as the twin of this class writes on other servers. The
 * cast to a whole number is indispensable: without it conv() is summed up as a fraction of 53 bits. A row that is longer than
 * max_allowed_packet has no text and no sum, which the count of sums tells. Pure.
 */
final class RowSums {
    private RowSums() {}

    static Optional<Sql> of(Selection selection, int partitions) {
        Sql row = text(selection.fields());
        Sql key = text(selection.fields().subList(0, selection.keyFields()));
        if (row == null || key == null || selection.keyFields() == 0) {
            return Optional.empty();
        }
        // Without OFFSET-like fences the server would hash once for each use; a derived table with a limit is kept as
        // it is.
        return Optional.of(Sql.of(
                "select part, count(*), count(hash), {}, {} from (select {} as part, sha2({}, 256) as hash from {} as {}{}"
                        + " limit 18446744073709551615) as hashed group by part order by part",
                sum(Sql.verbatim("left(hash, 16)")),
                sum(Sql.verbatim("right(hash, 16)")),
                partition(key, partitions),
                row,
                selection.table(),
                Selection.ALIAS,
                SelectionSql.where(selection)));
    }

    /** A number without a sign becomes the one with a sign of the same bits. */
    private static Sql sum(Sql digits) {
        return Sql.of("sum(cast(cast(conv({}, 16, 10) as unsigned) as signed))", digits);
    }

    static Sql inPartitions(Selection selection, int partitions, List<Integer> wanted) {
        Sql key = java.util.Objects.requireNonNull(text(selection.fields().subList(0, selection.keyFields())));
        List<Sql> numbers = wanted.stream()
                .map(number -> Sql.verbatim(String.valueOf(number)))
                .toList();
        return Sql.of("{} in ({})", partition(key, partitions), Sql.join(", ", numbers));
    }

    private static Sql partition(Sql key, int partitions) {
        return Sql.of(
                "cast(conv(left(sha2({}, 256), 8), 16, 10) as unsigned) % {}",
                key, Sql.verbatim(String.valueOf(partitions)));
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
        return Sql.of("concat({})", Sql.join(", ", texts));
    }

    /** Null where the type has no text that all servers share. */
    private static @Nullable Sql text(ComparedType type, Sql value) {
        return switch (type) {
            case INTEGER, UNSIGNED, DATE, UUID -> bare(Sql.of("cast({} as char)", value));
            case TRUTH, BIT -> bare(Sql.of("cast({} + 0 as char)", value));
            case DECIMAL -> bare(decimal(value));
            case TIMESTAMP, INSTANT -> bare(micros(value));
            case BYTES -> bare(Sql.of("lower(hex({}))", value));
            case TEXT, CHARACTER, LABEL -> measured(Sql.of("convert({} using utf8mb4)", value));
            default -> null;
        };
    }

    private static Sql bare(Sql text) {
        return Sql.of("coalesce({}, '~'), '|'", text);
    }

    private static Sql measured(Sql text) {
        return Sql.of("coalesce(concat(length({}), ':', {}), '~'), '|'", text, text);
    }

    /** Zeros at the end go, and the point with them; a whole number keeps its zeros. */
    private static Sql decimal(Sql value) {
        Sql text = Sql.of("cast({} as char)", value);
        return Sql.of(
                "if(locate('.', {}) = 0, {}, trim(trailing '.' from trim(trailing '0' from {})))", text, text, text);
    }

    /** A day zero, of a month or of all, has no distance to any other, and is not NULL. */
    private static Sql micros(Sql moment) {
        return Sql.of("coalesce(timestampdiff(microsecond, '1970-01-01', {}), concat('Z', {}))", moment, moment);
    }
}
