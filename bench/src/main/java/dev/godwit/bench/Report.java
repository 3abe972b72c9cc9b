package dev.godwit.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a bench prints: a table with aligned columns, then one line per target. Used by one thread. */
final class Report {
    private final PrintStream out;
    private final String title;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private boolean allMet = true;

    /** @param columns the heads of the table */
    Report(PrintStream out, String title, String... columns) {
        this.out = out;
        this.title = title;
        rows.add(List.of(columns));
    }

    /** One line of the table. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** One target; {@code figure} may be at most {@code most}. */
    void atMost(String target, double figure, double most) {
        verdict(target, figure, figure <= most, "at most " + number(most));
    }

    /** One target; {@code figure} must be at least {@code least}. */
    void atLeast(String target, double figure, double least) {
        verdict(target, figure, figure >= least, "at least " + number(least));
    }

    /** Prints everything; says whether every target was met. */
    boolean print() {
        out.println();
        out.println(title);
        for (List<String> row : rows) {
            out.println(line(row));
        }
        verdicts.forEach(out::println);
        return allMet;
    }

    /** A figure with as many places as are worth reading. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    private void verdict(String target, double figure, boolean met, String bound) {
        allMet &= met;
        verdicts.add((met ? "met      " : "NOT MET  ") + target + ": " + number(figure) + " (" + bound + ")");
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String padding = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? cell + padding : "  " + padding + cell);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
