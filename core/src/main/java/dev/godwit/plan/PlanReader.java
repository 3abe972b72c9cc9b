package dev.godwit.plan;

import static dev.godwit.plan.Field.Type.CHOICE;
import static dev.godwit.plan.Field.Type.OBJECT;
import static dev.godwit.plan.Field.Type.OBJECTS;
import static dev.godwit.plan.Field.Type.TEXT;
import static dev.godwit.plan.Field.Type.TEXTS;
import static dev.godwit.plan.Field.Type.WHOLE_NUMBER;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Header;
import dev.godwit.plan.PlanDocument.PhasedStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan that a person wrote in YAML. What may stand in a step comes from the kinds' descriptions alone. All problems of
 * a file are reported at once, each with line and column. Threads may share it.
 */
public final class PlanReader {
    private static final String ID_PATTERN = "[A-Za-z0-9_-]{1,63}";

    private final List<StepKind<?>> kinds;

    /** A reader of plans made of those kinds of steps. */
    public PlanReader(List<? extends StepKind<?>> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** The keys at the top of a plan. */
    static List<Field> topFields() {
        return List.of(
                Field.required("godwit", WHOLE_NUMBER, "the version of this format")
                        .between(1, 1),
                Field.required("name", TEXT, "what the plan does, for people"),
                Field.optional("reason", TEXT, "why it is done"),
                Field.optional("author", TEXT, "who wrote it"),
                Field.optional("ticket", TEXT, "the change ticket"),
                Field.optional("depends_on", TEXTS, "ids of migrations that come before"),
                Field.optional("guards", OBJECT, "limits for this plan where they differ from the configuration's")
                        .with(GuardFields.overrides().toArray(Field[]::new)),
                Field.required("steps", OBJECTS, "what is done, in order; each has one key with the name of its kind"));
    }

    /** The keys that every step has beside its kind. */
    static List<Field> stepFields() {
        return List.of(
                Field.optional("id", TEXT, "letters, digits, _ and -; made from kind and place where it is left out"),
                Field.optional("phase", CHOICE, "where in the life of the change it stands; the kind knows")
                        .oneOf(phaseNames()));
    }

    static String[] phaseNames() {
        return Arrays.stream(Phase.values())
                .map(phase -> phase.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    /**
     * Reads a plan.
     *
     * @param source the file's path, for errors
     * @throws GodwitException GW-2013, GW-2014, GW-2015, GW-1004, GW-1005: all problems at once
     */
    public PlanDocument read(String text, String source) {
        return new Reading().document(top(text, source));
    }

    /**
     * What a plan says about itself, for the order of migrations; its steps are not looked at.
     *
     * @throws GodwitException GW-2013 or GW-2015 where the file is no block of keys
     */
    public static Header header(String text, String source) {
        Tree.Mapping top = top(text, source);
        List<String> dependsOn = new Fields(ErrorCode.PLAN_WRONG, "plan", new ArrayList<>())
                .read(topFields(), top.only(List.of("depends_on")), "")
                .texts("depends_on");
        return new Header(
                word(top, "name"),
                null,
                word(top, "reason"),
                word(top, "author"),
                word(top, "ticket"),
                dependsOn,
                null,
                null,
                null,
                null,
                null);
    }

    private static @Nullable String word(Tree.Mapping top, String key) {
        return top.get(key) instanceof Tree.Scalar scalar && !scalar.isNothing() ? scalar.text() : null;
    }

    private static Tree.Mapping top(String text, String source) {
        Tree tree = YamlTree.read(text, source)
                .orElseThrow(() -> Problem.of(ErrorCode.PLAN_WRONG, "the file is empty")
                        .at(Place.of(source))
                        .exception());
        if (tree instanceof Tree.Mapping top) {
            return top;
        }
        throw Problem.of(ErrorCode.PLAN_WRONG, "a plan is a block of keys, not " + tree.noun())
                .at(tree.place())
                .exception();
    }

    /** One file. */
    private final class Reading {
        private final List<Problem> problems = new ArrayList<>();
        private final Fields fields = new Fields(ErrorCode.PLAN_WRONG, "plan", problems);
        private final Set<String> ids = new HashSet<>();

        PlanDocument document(Tree.Mapping top) {
            fields.refuseUnknown(names(topFields()), top, "");
            List<Field> simple = topFields().stream()
                    .filter(field -> !field.name().equals("steps"))
                    .toList();
            Values values = fields.read(simple, top.only(names(simple)), "");
            List<PhasedStep> steps = steps(top);
            GodwitException.throwIfAny(inOrder(problems));
            return new PlanDocument(
                    values.text("name"),
                    values.optionalText("reason").orElse(null),
                    values.optionalText("author").orElse(null),
                    values.optionalText("ticket").orElse(null),
                    values.texts("depends_on"),
                    values.object("guards"),
                    steps);
        }

        private List<Problem> inOrder(List<Problem> all) {
            Comparator<Problem> byLine = Comparator.comparingInt(
                    problem -> problem.place() == null ? 0 : problem.place().line());
            return all.stream()
                    .sorted(byLine.thenComparingInt(problem ->
                            problem.place() == null ? 0 : problem.place().column()))
                    .toList();
        }

        private List<String> names(List<Field> all) {
            return all.stream().map(Field::name).toList();
        }

        private List<PhasedStep> steps(Tree.Mapping top) {
            Tree steps = top.get("steps");
            if (!(steps instanceof Tree.Sequence list) || list.items().isEmpty()) {
                String found = steps == null ? "steps is missing" : "steps is a list of at least one step";
                wrong(found, steps == null ? top.place() : steps.place());
                return List.of();
            }
            List<PhasedStep> read = new ArrayList<>();
            int number = 0;
            for (Tree item : list.items()) {
                number++;
                if (item instanceof Tree.Mapping block) {
                    step(block, number).ifPresent(read::add);
                } else {
                    wrong("a step is a block of keys, not " + item.noun(), item.place());
                }
            }
            return read;
        }

        private Optional<PhasedStep> step(Tree.Mapping block, int number) {
            List<String> kindNames = kinds.stream().map(StepKind::name).toList();
            fields.refuseUnknown(
                    Stream.concat(Stream.of("id", "phase"), kindNames.stream()).toList(), block, "");
            List<StepKind<?>> named = kinds.stream()
                    .filter(kind -> block.entries().containsKey(kind.name()))
                    .toList();
            Values values = fields.read(stepFields(), block.only(names(stepFields())), "");
            if (named.size() != 1) {
                reportKinds(block, named, kindNames);
                return Optional.empty();
            }
            StepKind<?> kind = named.get(0);
            String id = values.optionalText("id").orElse(kind.name() + "-" + number);
            checkId(id, block);
            Phase phase = values.optionalText("phase")
                    .map(text -> Phase.valueOf(text.toUpperCase(Locale.ROOT)))
                    .orElse(kind.defaultPhase());
            Tree.Entry entry = java.util.Objects.requireNonNull(block.entries().get(kind.name()));
            return step(kind, id, entry).map(step -> new PhasedStep(phase, step));
        }

        private void reportKinds(Tree.Mapping block, List<StepKind<?>> named, List<String> known) {
            boolean misspelt = block.entries().keySet().stream()
                    .anyMatch(key -> !known.contains(key) && !key.equals("id") && !key.equals("phase"));
            if (!named.isEmpty() || !misspelt) {
                String found = named.isEmpty()
                        ? "none is named"
                        : "here are "
                                + String.join(
                                        " and ",
                                        named.stream().map(StepKind::name).toList());
                wrong("a step is of one kind (" + String.join(", ", known) + "); " + found, block.place());
            }
        }

        private void checkId(String id, Tree.Mapping block) {
            Tree typed = block.get("id");
            Place place = typed == null ? block.place() : typed.place();
            if (!id.matches(ID_PATTERN)) {
                wrong("an id has letters, digits, _ and -, at most 63, not " + id, place);
            } else if (!ids.add(id)) {
                wrong("two steps have the id " + id, place);
            }
        }

        private Optional<Step> step(StepKind<?> kind, String id, Tree.Entry entry) {
            int before = problems.size();
            Tree.Mapping block = block(kind, entry);
            if (block == null) {
                wrong(
                        kind.name() + " is a block of keys, not "
                                + entry.value().noun(),
                        entry.value().place());
                return Optional.empty();
            }
            Values values = fields.read(kind.fields(), block, kind.name() + ".");
            return problems.size() > before ? Optional.empty() : make(kind, id, values, entry.key());
        }

        /** A lone text stands for the one key that must be there: {@code sql: drop table t}. */
        private Tree.@Nullable Mapping block(StepKind<?> kind, Tree.Entry entry) {
            if (entry.value() instanceof Tree.Mapping mapping) {
                return mapping;
            }
            if (!(entry.value() instanceof Tree.Scalar scalar)) {
                return null;
            }
            Optional<Field> only = onlyRequired(kind);
            if (scalar.isNothing()) {
                return new Tree.Mapping(Map.of(), entry.key());
            }
            return only.map(field -> new Tree.Mapping(Map.of(field.name(), entry), entry.key()))
                    .orElse(null);
        }

        private Optional<Step> make(StepKind<?> kind, String id, Values values, Place place) {
            try {
                return Optional.of(kind.read(id, values));
            } catch (GodwitException refused) {
                refused.problems()
                        .forEach(problem -> problems.add(problem.place() == null ? problem.at(place) : problem));
                return Optional.empty();
            }
        }

        private void wrong(String what, Place place) {
            problems.add(Problem.of(ErrorCode.PLAN_WRONG, what).at(place));
        }
    }

    /** The one key of a kind that must be there, where it is one of a single value. */
    static Optional<Field> onlyRequired(StepKind<?> kind) {
        List<Field> required = kind.fields().stream().filter(Field::required).toList();
        boolean single = required.size() == 1
                && required.get(0).type() != OBJECT
                && required.get(0).type() != OBJECTS
                && required.get(0).type() != TEXTS;
        return single ? Optional.of(required.get(0)) : Optional.empty();
    }
}
