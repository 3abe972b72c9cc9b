package dev.godwit.dialect;

import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows of a rehearsal: summed up, so that a loss shows, and made up where there are none, so that there is something to lose.
 * Rows are made on disposable servers only.
 */
public interface Samples {
    /** Every table of the user's schemas that holds rows itself: ordinary tables and partitions. */
    List<Sampled> tables(Session session);

    /** Whether a table holds a row. */
    boolean hasRows(Session session, TableName table);

    /** Sums up all rows of a table, column by column, each value together with its row's primary key where there is one. */
    TableSum sum(Session session, TableName table);

    /**
     * Makes up rows for an empty table: of fitting types, unique where they must be, with parents that exist. The same call
     * on the same schema makes the same rows. Checks over several columns and code in triggers may refuse them.
     *
     * @param rows how many
     */
    Made make(Session session, TableName table, long rows);

    /** Takes all rows out of tables, in this order; rows elsewhere that refer to them are in the way. */
    void empty(Session session, List<TableName> tables);

    /**
     * A table.
     *
     * @param bytes of its rows, out-of-line storage included
     * @param parents the tables that its foreign keys refer to, itself left out
     */
    record Sampled(TableName name, long bytes, Set<TableName> parents) {
        public Sampled {
            parents = Set.copyOf(parents);
        }
    }

    /**
     * The rows of a table in a few numbers: equal where the rows are, and different with near certainty where they are not.
     *
     * @param columns a sum for each column
     */
    record TableSum(long rows, SortedMap<String, String> columns) {
        public TableSum {
            columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
        }

        /** The columns that both have and that differ. */
        public List<String> differing(TableSum later) {
            return columns.entrySet().stream()
                    .filter(column -> later.columns.containsKey(column.getKey()))
                    .filter(column -> !column.getValue().equals(later.columns.get(column.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /**
     * How making rows went.
     *
     * @param reason why there are fewer than were asked for; empty where there are not
     */
    record Made(long rows, String reason) {}
}
