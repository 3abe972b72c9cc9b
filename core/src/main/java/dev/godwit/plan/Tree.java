package dev.godwit.plan;

import dev.godwit.fault.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document as its author typed it: nothing is interpreted yet, and each node knows its place. */
public sealed interface Tree {
    /** Where it begins. */
    Place place();

    /**
     * A text, number, flag or nothing.
     *
     * @param quoted whether it was written as text, so that it is no number, flag or nothing
     */
    record Scalar(String text, boolean quoted, Place place) implements Tree {
        /** Whether nothing is given: {@code key:}, {@code key: ~} or {@code key: null}. */
        public boolean isNothing() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    /** A list. */
    record Sequence(List<Tree> items, Place place) implements Tree {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys with their values, in the order in which they stand; each key once. */
    record Mapping(Map<String, Entry> entries, Place place) implements Tree {
        public Mapping {
            entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** This block with those of its keys alone. */
        public Mapping only(java.util.Collection<String> names) {
            Map<String, Entry> kept = new LinkedHashMap<>(entries);
            kept.keySet().retainAll(names);
            return new Mapping(kept, place);
        }

        /** The value of a key; null where it is left out. */
        public @Nullable Tree get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }
    }

    /** A value, and where its key stands. */
    record Entry(Place key, Tree value) {}

    /** What it is, for error messages. */
    default String noun() {
        if (this instanceof Sequence) {
            return "a list";
        }
        return this instanceof Mapping ? "a block of keys" : "a single value";
    }

    /** The number of nodes in it. */
    default long size() {
        if (this instanceof Sequence sequence) {
            return 1 + sequence.items().stream().mapToLong(Tree::size).sum();
        }
        if (this instanceof Mapping mapping) {
            return 1
                    + mapping.entries().values().stream()
                            .mapToLong(entry -> entry.value().size())
                            .sum();
        }
        return 1;
    }

    /**
     * The tree of raw values: maps, lists, {@link Values}, text, numbers and flags.
     *
     * @param place of all of its nodes
     */
    static Tree of(Object raw, Place place) {
        if (raw instanceof Values values) {
            return of(values.fields(), place);
        }
        if (raw instanceof Map<?, ?> map) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            map.forEach((key, value) -> entries.put(String.valueOf(key), new Entry(place, of(value, place))));
            return new Mapping(entries, place);
        }
        if (raw instanceof List<?> list) {
            List<Tree> items = new ArrayList<>();
            list.forEach(item -> items.add(of(item, place)));
            return new Sequence(items, place);
        }
        return new Scalar(String.valueOf(raw), raw instanceof String, place);
    }
}
