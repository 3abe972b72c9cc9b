package dev.godwit.app.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What differs between two catalogs as plans and evidence carry them. Pure. */
final class CatalogChanges {
    /** More differences than this are counted, not listed. */
    private static final int LISTED = 20;

    private CatalogChanges() {}

    /** For people; empty where nothing differs. */
    static List<String> between(Map<String, String> then, Map<String, String> now) {
        TreeMap<String, String> keys = new TreeMap<>(then);
        keys.putAll(now);
        List<String> changes = new ArrayList<>();
        for (String key : keys.keySet()) {
            String before = then.getOrDefault(key, "");
            String after = now.getOrDefault(key, "");
            if (!before.equals(after)) {
                changes.add(
                        key + (before.isEmpty() ? " was added" : after.isEmpty() ? " was removed" : " was changed"));
            }
        }
        return listed(changes);
    }

    private static List<String> listed(List<String> changes) {
        if (changes.size() <= LISTED) {
            return changes;
        }
        List<String> listed = new ArrayList<>(changes.subList(0, LISTED));
        listed.add((changes.size() - LISTED) + " more");
        return listed;
    }
}
