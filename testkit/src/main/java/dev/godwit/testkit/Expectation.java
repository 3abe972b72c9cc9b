package dev.godwit.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What is to come of a scenario, as {@code expect.yaml} says; without the file: all goes well and can be taken back.
 *
 * <pre>
 * plan: 0                      # exit code of godwit plan
 * apply:                       # the first apply; also: next, rollback
 *   exit: 7
 *   says: [GW-3011]            # each stands in what was printed
 *   applied: [20240101001_a]   # ids in the ledger afterwards, in order
 *   changes: false             # whether anything but the ledger may differ afterwards; true where left out
 *   queries: {"select 1": "1"} # rows joined by ;, columns by |
 * undo: lossless               # or: lossy (rows), no (neither); lossless where left out
 * </pre>
 *
 * @param plan exit code of {@code godwit plan}
 */
public record Expectation(int plan, Act apply, Act next, Act rollback, Undo undo) {
    /** What taking everything back restores. */
    public enum Undo {
        /** Catalog and rows. */
        LOSSLESS,
        /** The catalog alone. */
        LOSSY,
        /** It is not tried. */
        NO
    }

    /**
     * What is to come of one command.
     *
     * @param applied empty where it does not matter
     */
    public record Act(
            int exit,
            List<String> says,
            Optional<List<String>> applied,
            boolean changes,
            Map<String, String> queries) {}

    static Expectation read(String yaml, String source) {
        Object loaded = new Load(LoadSettings.builder().setLabel(source).build()).loadFromString(yaml);
        Map<?, ?> map = (Map<?, ?>) loaded;
        requireKnown(map, Set.of("plan", "apply", "next", "rollback", "undo"), source);
        return new Expectation(
                number(map, "plan", 0),
                act(map, "apply", source),
                act(map, "next", source),
                act(map, "rollback", source),
                Undo.valueOf(text(map, "undo", "lossless").toUpperCase(java.util.Locale.ROOT)));
    }

    private static Act act(Map<?, ?> map, String key, String source) {
        Map<?, ?> act = map.containsKey(key) ? (Map<?, ?>) map.get(key) : Map.of();
        requireKnown(act, Set.of("exit", "says", "applied", "changes", "queries"), source + ", " + key);
        Map<String, String> queries = new LinkedHashMap<>();
        if (act.containsKey("queries")) {
            ((Map<?, ?>) act.get("queries")).forEach((sql, answer) -> queries.put(sql.toString(), answer.toString()));
        }
        return new Act(
                number(act, "exit", 0),
                texts(act, "says").orElse(List.of()),
                texts(act, "applied"),
                !Boolean.FALSE.equals(act.get("changes")),
                queries);
    }

    private static void requireKnown(Map<?, ?> map, Set<String> known, String source) {
        for (Object key : map.keySet()) {
            if (!known.contains(key.toString())) {
                throw new AssertionError(source + ": expect.yaml has an unknown key " + key);
            }
        }
    }

    private static int number(Map<?, ?> map, String key, int otherwise) {
        return map.containsKey(key) ? Integer.parseInt(map.get(key).toString()) : otherwise;
    }

    private static String text(Map<?, ?> map, String key, String otherwise) {
        return map.containsKey(key) ? map.get(key).toString() : otherwise;
    }

    private static Optional<List<String>> texts(Map<?, ?> map, String key) {
        if (!map.containsKey(key)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        ((List<?>) map.get(key)).forEach(text -> texts.add(String.valueOf(text)));
        return Optional.of(texts);
    }
}
