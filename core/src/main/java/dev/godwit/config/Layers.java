package dev.godwit.config;

import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Field;
import dev.godwit.plan.Tree;
import dev.godwit.plan.YamlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lays the sources over each other: files, environment and flags become trees of one shape, and the stronger one wins key by
 * key. Each value keeps its place, so errors and origins name the source that gave it. One thread, one use.
 */
final class Layers {
    private static final String PREFIX = "GODWIT_";
    private static final Tree.Mapping EMPTY = new Tree.Mapping(Map.of(), Place.of(ConfigSources.FILE));

    private final ConfigSources sources;
    private final List<Problem> problems;
    private final List<String> notes;
    private final List<String> paths;
    private final Map<String, Origin.Kind> kinds = new HashMap<>();

    Layers(ConfigSources sources, List<Problem> problems, List<String> notes) {
        this.sources = sources;
        this.problems = problems;
        this.notes = notes;
        this.paths = paths(ConfigFields.top(), "");
    }

    /** The paths of all single values. */
    static List<String> paths(List<Field> fields, String prefix) {
        List<String> paths = new ArrayList<>();
        for (Field field : fields) {
            if (field.fields().isEmpty()) {
                paths.add(prefix + field.name());
            } else {
                paths.addAll(paths(field.fields(), prefix + field.name() + "."));
            }
        }
        return paths;
    }

    Tree.Mapping merged() {
        Tree.Mapping merged = merge(EMPTY, file(sources.user(), Origin.Kind.USER_FILE));
        merged = merge(merged, file(sources.project(), Origin.Kind.PROJECT_FILE));
        merged = merge(merged, variables());
        return merge(merged, flags());
    }

    /** Where a value comes from. */
    Origin origin(@Nullable Tree tree) {
        if (tree == null) {
            return Origin.DEFAULT;
        }
        Origin.Kind kind = kinds.getOrDefault(tree.place().source(), Origin.Kind.DEFAULT);
        return new Origin(kind, tree.place().toString());
    }

    private Tree.Mapping file(ConfigSources.@Nullable ConfigFile file, Origin.Kind kind) {
        if (file == null) {
            return EMPTY;
        }
        kinds.put(file.name(), kind);
        Tree tree = YamlTree.read(file.text(), file.name(), Reference::masked).orElse(EMPTY);
        if (tree instanceof Tree.Mapping mapping) {
            return mapping;
        }
        boolean nothing = tree instanceof Tree.Scalar scalar && scalar.isNothing();
        if (!nothing) {
            problems.add(Problem.of(
                            ErrorCode.CONFIGURATION_WRONG, "the configuration is a block of keys, not " + tree.noun())
                    .at(tree.place()));
        }
        return EMPTY;
    }

    private Tree.Mapping variables() {
        Map<String, String> names = new TreeMap<>();
        paths.forEach(path -> names.put(variable(path), path));
        Map<String, Tree> values = new LinkedHashMap<>();
        new TreeMap<>(sources.variables()).forEach((name, value) -> {
            String path = names.get(name);
            if (path != null) {
                kinds.put(name, Origin.Kind.ENVIRONMENT);
                values.put(path, new Tree.Scalar(value, false, Place.of(name)));
            } else if (name.startsWith(PREFIX)) {
                DidYouMean.nearest(name, names.keySet())
                        .ifPresent(near -> notes.add(name + " is no setting; did you mean " + near + "?"));
            }
        });
        return nested(values);
    }

    /** {@code locks.timeout} is {@code GODWIT_LOCKS_TIMEOUT}. */
    static String variable(String path) {
        return PREFIX + path.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private Tree.Mapping flags() {
        Map<String, Tree> values = new LinkedHashMap<>();
        new TreeMap<>(sources.flags()).forEach((path, value) -> {
            String flag = "--" + path.replace('.', '-').replace('_', '-');
            kinds.put(flag, Origin.Kind.FLAG);
            if (!path.equals("url") && !path.equals("env")) {
                values.put(path, new Tree.Scalar(value, false, Place.of(flag)));
            }
        });
        return nested(values);
    }

    /** Values by path as blocks within blocks. */
    private static Tree.Mapping nested(Map<String, Tree> values) {
        Tree.Mapping all = EMPTY;
        for (Map.Entry<String, Tree> entry : values.entrySet()) {
            String[] names = entry.getKey().split("\\.");
            Tree tree = entry.getValue();
            for (int i = names.length - 1; i >= 0; i--) {
                tree = new Tree.Mapping(Map.of(names[i], new Tree.Entry(tree.place(), tree)), tree.place());
            }
            all = merge(all, (Tree.Mapping) tree);
        }
        return all;
    }

    private static Tree.Mapping merge(Tree.Mapping weak, Tree.Mapping strong) {
        Map<String, Tree.Entry> merged = new LinkedHashMap<>(weak.entries());
        strong.entries().forEach((key, entry) -> {
            Tree.Entry before = merged.get(key);
            if (before != null
                    && before.value() instanceof Tree.Mapping below
                    && entry.value() instanceof Tree.Mapping above) {
                merged.put(key, new Tree.Entry(entry.key(), merge(below, above)));
            } else {
                merged.put(key, entry);
            }
        });
        return new Tree.Mapping(merged, strong.entries().isEmpty() ? weak.place() : strong.place());
    }
}
