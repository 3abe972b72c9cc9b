package dev.godwit.rehearse;

import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.dialect.Samples.TableSum;
import dev.godwit.model.TableName;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * A database at one moment.
 *
 * @param data the sums of the tables that are looked at
 */
record State(CatalogSnapshot catalog, Map<TableName, TableSum> data) {
    State {
        data = java.util.Collections.unmodifiableMap(new TreeMap<>(data));
    }

    /** The same without the rows of some tables. */
    State without(Collection<TableName> tables) {
        Map<TableName, TableSum> rest = new TreeMap<>(data);
        rest.keySet().removeAll(tables);
        return new State(catalog, rest);
    }
}
