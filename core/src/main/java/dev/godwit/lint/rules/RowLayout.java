package dev.godwit.lint.rules;

import dev.godwit.sql.Action.ColumnSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How PostgreSQL lays out the columns of a row: each begins at a multiple of its type's alignment (typalign and typlen of
 * pg_type; heap_compute_data_size), in the order in which they were declared, and the row ends at a multiple of eight. What
 * follows a value of varying length begins nobody knows where, so that padding is counted only where it is certain.
 */
final class RowLayout {
    /** MAXALIGN of every platform in use. */
    private static final int WORD = 8;

    /** Of types whose values all have one length. */
    private static final Map<String, Width> WIDTHS = Map.ofEntries(
            Map.entry("boolean", new Width(1, 1)),
            Map.entry("uuid", new Width(16, 1)),
            Map.entry("smallint", new Width(2, 2)),
            Map.entry("integer", new Width(4, 4)),
            Map.entry("real", new Width(4, 4)),
            Map.entry("date", new Width(4, 4)),
            Map.entry("oid", new Width(4, 4)),
            Map.entry("macaddr", new Width(6, 4)),
            Map.entry("macaddr8", new Width(8, 4)),
            Map.entry("bigint", new Width(8, 8)),
            Map.entry("double precision", new Width(8, 8)),
            Map.entry("money", new Width(8, 8)),
            Map.entry("time", new Width(8, 8)),
            Map.entry("timestamp", new Width(8, 8)),
            Map.entry("timestamptz", new Width(8, 8)),
            Map.entry("timetz", new Width(12, 8)),
            Map.entry("interval", new Width(16, 8)),
            Map.entry("point", new Width(16, 8)));

    private static final Width VARYING = new Width(0, 1);

    private final List<Width> widths;

    private record Width(int bytes, int alignment) {
        boolean varies() {
            return bytes == 0;
        }
    }

    private RowLayout(List<ColumnSpec> columns) {
        this.widths = columns.stream().map(RowLayout::width).toList();
    }

    /**
     * A better order.
     *
     * @param bytes that each row is smaller, where no value is NULL
     */
    record Better(int bytes, List<String> columns) {}

    /** The widest alignment first and varying lengths last; empty where that saves nothing. */
    static Optional<Better> than(List<ColumnSpec> columns) {
        List<ColumnSpec> sorted = columns.stream()
                .sorted(Comparator.comparing(
                                (ColumnSpec column) -> width(column).varies())
                        .thenComparing(column -> -width(column).alignment()))
                .toList();
        int saved = new RowLayout(columns).overhead() - new RowLayout(sorted).overhead();
        return saved > 0
                ? Optional.of(
                        new Better(saved, sorted.stream().map(ColumnSpec::name).toList()))
                : Optional.empty();
    }

    private static Width width(ColumnSpec column) {
        return WIDTHS.getOrDefault(ColumnTypes.parse(column.type()).base(), VARYING);
    }

    /** Bytes of padding that are certain: between columns, and behind them where nothing varies. */
    private int overhead() {
        int padding = 0;
        int known = WORD;
        int at = 0;
        for (Width width : widths) {
            if (width.varies()) {
                known = 1;
                at = 0;
            } else if (width.alignment() <= known) {
                int gap = gap(at, width.alignment());
                padding += gap;
                at = (at + gap + width.bytes()) % known;
            } else {
                known = width.alignment();
                at = width.bytes() % known;
            }
        }
        boolean endIsKnown = widths.stream().noneMatch(Width::varies);
        return endIsKnown ? padding + gap(at, WORD) : padding;
    }

    private static int gap(int at, int alignment) {
        return (alignment - at % alignment) % alignment;
    }
}
