package dev.godwit.rehearse;

import dev.godwit.db.Session;
import dev.godwit.dialect.Samples;
import dev.godwit.dialect.Samples.Made;
import dev.godwit.dialect.Samples.Sampled;
import dev.godwit.dialect.Samples.TableSum;
import dev.godwit.model.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sees to it that touched tables have rows, parents first, and sums them up. Used by one thread. */
final class SampleMaker {
    /** Up to this size all tables are summed up, touched or not: triggers and cascades reach further than reading shows. */
    private static final long SUM_ALL_BYTES = 64L << 20;

    private final Session session;
    private final Samples samples;
    private final long rows;
    private final Set<TableName> made = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    /** @param rows of each table that has none; 0 for making none */
    SampleMaker(Stage stage, long rows) {
        this.session = stage.session();
        this.samples = stage.dialect().samples();
        this.rows = rows;
    }

    /** What could not be made, for people; empties the list. */
    List<String> takeNotes() {
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    /** Makes rows in every empty table that is touched, and in the parents that they need. */
    void fill(Cue.Reach reach) {
        if (rows == 0) {
            return;
        }
        Map<TableName, Sampled> tables =
                samples.tables(session).stream().collect(Collectors.toMap(Sampled::name, Function.identity()));
        Set<TableName> seen = new HashSet<>();
        tables.values().stream()
                .filter(table -> reach.touches(table.name()))
                .sorted(java.util.Comparator.comparing(Sampled::name))
                .forEach(table -> fill(table, tables, seen));
    }

    /** The tables that rows were made in. */
    Set<TableName> made() {
        return Set.copyOf(made);
    }

    /** Takes all made rows out again, children first. */
    void empty() {
        List<TableName> childrenFirst = new ArrayList<>(made);
        Collections.reverse(childrenFirst);
        Set<TableName> there =
                samples.tables(session).stream().map(Sampled::name).collect(Collectors.toSet());
        samples.empty(session, childrenFirst.stream().filter(there::contains).toList());
        made.clear();
    }

    /** The sums of all tables that may be concerned. */
    Map<TableName, TableSum> sums(Cue.Reach reach) {
        List<Sampled> tables = samples.tables(session);
        boolean all =
                reach.opaque() || tables.stream().mapToLong(Sampled::bytes).sum() <= SUM_ALL_BYTES;
        Map<TableName, TableSum> sums = new TreeMap<>();
        for (Sampled table : tables) {
            if (all || reach.touches(table.name())) {
                sums.put(table.name(), samples.sum(session, table.name()));
            }
        }
        return sums;
    }

    private void fill(Sampled table, Map<TableName, Sampled> tables, Set<TableName> seen) {
        if (!seen.add(table.name())) {
            return;
        }
        for (TableName parent : table.parents()) {
            if (tables.containsKey(parent)) {
                fill(tables.get(parent), tables, seen);
            }
        }
        if (!samples.hasRows(session, table.name())) {
            make(table.name());
        }
    }

    private void make(TableName table) {
        Made result = samples.make(session, table, rows);
        if (result.rows() > 0) {
            made.add(table);
        }
        if (result.rows() < rows) {
            notes.add("of " + rows + " rows for " + table + " " + (result.rows() == 0 ? "none" : result.rows())
                    + " could be made up: " + result.reason());
        }
    }
}
