package dev.godwit.plan;

import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a document to its description: unknown keys, missing keys, wrong types, values out of range. All problems are
 * collected; what is wrong is left out of the result. One thread.
 */
public final class Fields {
    private final ErrorCode wrong;
    private final String schema;
    private final List<Problem> problems;

    /**
     * A validator.
     *
     * @param wrong the error of a value of the wrong type
     * @param schema what {@code godwit schema} calls the description: {@code plan}, {@code config}
     * @param problems where what is found is added
     */
    public Fields(ErrorCode wrong, String schema, List<Problem> problems) {
        this.wrong = wrong;
        this.schema = schema;
        this.problems = problems;
    }

    /**
     * The values of a block; to be used only where no problem was added.
     *
     * @param path what stands before the names of keys in messages, such as {@code backfill.}; empty at the top
     */
    public Values read(List<Field> fields, Tree.Mapping block, String path) {
        refuseUnknown(fields.stream().map(Field::name).toList(), block, path);
        Map<String, Object> values = new HashMap<>();
        for (Field field : fields) {
            value(field, block, path).ifPresent(value -> values.put(field.name(), value));
        }
        return new Values(values);
    }

    /** Adds a problem for each key that is not among {@code known}. */
    public void refuseUnknown(List<String> known, Tree.Mapping block, String path) {
        block.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                String what = "unknown key " + path + key + DidYouMean.hint(key, known);
                problems.add(
                        Problem.of(ErrorCode.UNKNOWN_KEY, what).at(entry.key()).next("see godwit schema " + schema));
            }
        });
    }

    private Optional<Object> value(Field field, Tree.Mapping block, String path) {
        Tree tree = block.get(field.name());
        boolean absent = tree == null || (tree instanceof Tree.Scalar scalar && scalar.isNothing());
        if (!absent) {
            return read(field, tree, path + field.name());
        }
        if (field.required()) {
            wrong(
                    path + field.name() + " is missing: " + field.description(),
                    tree == null ? block.place() : tree.place());
            return Optional.empty();
        }
        return byDefault(field, block.place(), path);
    }

    /** A block that is left out is the block of its defaults, unless a key within must be given. */
    private Optional<Object> byDefault(Field field, Place place, String path) {
        if (field.type() == Field.Type.OBJECT) {
            boolean complete = field.fields().stream().noneMatch(Field::required);
            Tree.Mapping nothing = new Tree.Mapping(Map.of(), place);
            return complete ? Optional.of(read(field.fields(), nothing, path + field.name() + ".")) : Optional.empty();
        }
        String text = field.defaultText();
        return text == null ? Optional.empty() : read(field, defaultTree(field, text, place), path + field.name());
    }

    private static Tree defaultTree(Field field, String text, Place place) {
        return field.type() == Field.Type.TEXTS
                ? Tree.of(text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*")), place)
                : new Tree.Scalar(text, false, place);
    }

    private Optional<Object> read(Field field, @Nullable Tree tree, String name) {
        return switch (field.type()) {
            case OBJECT ->
                tree instanceof Tree.Mapping block
                        ? Optional.of(read(field.fields(), block, name + "."))
                        : mismatch(name, "a block of keys", tree);
            case OBJECTS ->
                tree instanceof Tree.Sequence list
                        ? Optional.of(objects(field, list, name))
                        : mismatch(name, "a list of blocks", tree);
            case TEXTS -> texts(tree, name);
            default ->
                tree instanceof Tree.Scalar scalar
                        ? scalar(field, scalar, name)
                        : mismatch(name, "a single value", tree);
        };
    }

    private Optional<Object> scalar(Field field, Tree.Scalar scalar, String name) {
        ScalarValue.Outcome outcome = ScalarValue.read(field, scalar);
        if (outcome.value() != null) {
            return Optional.of(outcome.value());
        }
        ErrorCode code = outcome.code() == null ? wrong : outcome.code();
        problems.add(Problem.of(code, name + " " + outcome.complaint()).at(scalar.place()));
        return Optional.empty();
    }

    private List<Values> objects(Field field, Tree.Sequence list, String name) {
        List<Values> values = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            String item = name + "[" + (i + 1) + "]";
            if (list.items().get(i) instanceof Tree.Mapping block) {
                values.add(read(field.fields(), block, item + "."));
            } else {
                mismatch(item, "a block of keys", list.items().get(i));
            }
        }
        return values;
    }

    /** A single text stands for a list of one. */
    private Optional<Object> texts(@Nullable Tree tree, String name) {
        if (tree instanceof Tree.Scalar one) {
            return Optional.of(List.of(one.text()));
        }
        if (!(tree instanceof Tree.Sequence list)) {
            return mismatch(name, "a list of texts", tree);
        }
        List<String> texts = new ArrayList<>();
        for (Tree item : list.items()) {
            if (item instanceof Tree.Scalar scalar && !scalar.isNothing()) {
                texts.add(scalar.text());
            } else {
                mismatch(name, "a list of texts", item);
            }
        }
        return Optional.of(List.copyOf(texts));
    }

    private Optional<Object> mismatch(String name, String wanted, @Nullable Tree found) {
        if (found != null) {
            wrong(name + " is " + wanted + ", not " + found.noun(), found.place());
        }
        return Optional.empty();
    }

    private void wrong(String what, Place place) {
        problems.add(Problem.of(wrong, what).at(place));
    }
}
