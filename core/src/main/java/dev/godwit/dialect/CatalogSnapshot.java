package dev.godwit.dialect;

import dev.godwit.model.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A database's structure as text: one entry per smallest thing that can change.
 *
 * @param entries key such as {@code column public.users.email}, value its definition such as {@code 2 text not null}
 */
public record CatalogSnapshot(SortedMap<String, String> entries) {
    public CatalogSnapshot {
        entries = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** One difference between two snapshots. */
    public record Difference(String key, String before, String after) {
        @Override
        public String toString() {
            if (before.isEmpty()) {
                return "+ " + key + ": " + after;
            }
            return after.isEmpty() ? "- " + key + ": " + before : "~ " + key + ": " + before + " -> " + after;
        }
    }

    /** The sum over all entries. */
    public Fingerprint fingerprint() {
        StringBuilder text = new StringBuilder();
        entries.forEach(
                (key, value) -> text.append(key).append('\t').append(value).append('\n'));
        return Fingerprint.of(text.toString());
    }

    /** What must be done to this one to get {@code later}; an empty text stands for "not there". */
    public List<Difference> differences(CatalogSnapshot later) {
        List<Difference> differences = new ArrayList<>();
        TreeMap<String, String> keys = new TreeMap<>(entries);
        keys.putAll(later.entries);
        for (Map.Entry<String, String> entry : keys.entrySet()) {
            String before = entries.getOrDefault(entry.getKey(), "");
            String after = later.entries.getOrDefault(entry.getKey(), "");
            if (!before.equals(after)) {
                differences.add(new Difference(entry.getKey(), before, after));
            }
        }
        return differences;
    }
}
