package dev.godwit.rehearse;

import dev.godwit.dialect.CatalogSnapshot.Difference;
import dev.godwit.dialect.Samples.TableSum;
import dev.godwit.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What tells two states apart.
 *
 * @param catalog differences of structure
 * @param order columns that differ in their position only: a column that is added again comes last, and no DDL can change that
 * @param data columns and counts of rows that differ, of the tables that both states know
 */
record Differences(List<String> catalog, List<String> order, List<String> data) {

    /** From the state that is wanted to the one that is there. */
    static Differences between(State wanted, State found) {
        List<String> catalog = new ArrayList<>();
        List<String> order = new ArrayList<>();
        for (Difference difference : wanted.catalog().differences(found.catalog())) {
            if (isOrder(difference)) {
                order.add(difference.key());
            } else {
                catalog.add(difference.toString());
            }
        }
        return new Differences(catalog, order, data(wanted, found));
    }

    private static boolean isOrder(Difference difference) {
        return difference.key().startsWith("column ")
                && !difference.before().isEmpty()
                && withoutPosition(difference.before()).equals(withoutPosition(difference.after()));
    }

    /** The definition of a column begins with its position. */
    private static String withoutPosition(String definition) {
        return definition.replaceFirst("^\\d+ ", "");
    }

    private static List<String> data(State wanted, State found) {
        List<String> lost = new ArrayList<>();
        for (Map.Entry<TableName, TableSum> table : wanted.data().entrySet()) {
            TableSum after = found.data().get(table.getKey());
            if (after == null) {
                continue;
            }
            if (after.rows() != table.getValue().rows()) {
                lost.add(table.getKey() + ": " + table.getValue().rows() + " rows before, " + after.rows() + " after");
            } else {
                table.getValue().differing(after).forEach(column -> lost.add(table.getKey() + "." + column));
            }
        }
        return lost;
    }
}
