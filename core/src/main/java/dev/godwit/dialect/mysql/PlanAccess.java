package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.dialect.Chunks.Access;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One table of the plan that EXPLAIN prints, by the columns that both servers have (manual 8.8.2, EXPLAIN output format).
 * Pure but for reading the row.
 *
 * @param table the name that it goes by in the statement; empty where a line is about none
 * @param type how it is read
 * @param index empty without one
 * @param rows that the server expects to look at
 */
record PlanAccess(String table, String type, String index, double rows) {
    /** A table up to this size is read from end to end in a few milliseconds; that is right there. */
    private static final long SMALL_BYTES = 8L << 20;

    /** All rows, or all entries of an index. */
    private static final Set<String> SEQUENTIAL = Set.of("ALL", "index");

    /** Reads a line of EXPLAIN. */
    static PlanAccess of(Row row) {
        return new PlanAccess(text(row, "table"), text(row, "type"), text(row, "key"), rows(row));
    }

    /** The number of rows in a line of EXPLAIN; 0 where it says none. */
    static double rows(Row row) {
        return number(text(row, "rows"));
    }

    /**
     * What a plan does with the walked table.
     *
     * @param walked the name of the table
     * @param bytes of its rows
     */
    static Access of(List<PlanAccess> plan, String walked, long bytes) {
        List<PlanAccess> own = plan.stream()
                .filter(line -> line.table().equalsIgnoreCase(walked))
                .toList();
        boolean sequential = own.stream().anyMatch(line -> SEQUENTIAL.contains(line.type()));
        return new Access(
                sequential && bytes > SMALL_BYTES,
                own.stream().mapToDouble(PlanAccess::rows).max().orElse(0),
                plan.stream().map(PlanAccess::described).collect(Collectors.joining(" > ")));
    }

    private String described() {
        String read = type.isEmpty() ? "no table" : type;
        return read + (index.isEmpty() ? "" : " using " + index) + (table.isEmpty() ? "" : " on " + table);
    }

    private static String text(Row row, String column) {
        return IntStream.rangeClosed(1, row.width())
                .filter(i -> row.name(i).equalsIgnoreCase(column))
                .mapToObj(row::textOrNull)
                .map(text -> text == null ? "" : text)
                .findFirst()
                .orElse("");
    }

    private static double number(String text) {
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }
}
