package dev.godwit.config;

import dev.godwit.approval.Approver;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Field;
import dev.godwit.plan.Fields;
import dev.godwit.plan.Tree;
import dev.godwit.plan.Values;
import dev.godwit.sql.NamePattern;
import dev.godwit.window.Freeze;
import dev.godwit.window.Window;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the configuration of its sources; all that is wrong with them is reported at once. One thread, one use. */
public final class ConfigReader {
    private static final String ENVIRONMENT_NAME = "[A-Za-z_][A-Za-z0-9_-]{0,62}";

    private final ConfigSources sources;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Layers layers;
    private final Fields fields = new Fields(ErrorCode.CONFIGURATION_WRONG, "config", problems);

    private ConfigReader(ConfigSources sources) {
        this.sources = sources;
        this.layers = new Layers(sources, problems, notes);
    }

    /**
     * Reads and checks.
     *
     * @throws GodwitException GW-1002, GW-1005, GW-2013, GW-2014: all problems at once
     */
    public static Configuration read(ConfigSources sources) {
        return new ConfigReader(sources).read();
    }

    private Configuration read() {
        Tree.Mapping merged = layers.merged();
        SortedMap<String, Environment> environments = environments(merged.get(ConfigFields.ENVIRONMENTS));
        List<String> known =
                new ArrayList<>(ConfigFields.top().stream().map(Field::name).toList());
        Tree.Mapping rest = merged.only(known);
        known.add(ConfigFields.ENVIRONMENTS);
        fields.refuseUnknown(known, merged, "");
        Values values = fields.read(ConfigFields.top(), rest, "");
        LintSettings.NAMES.forEach(name -> checkEach(find("lint.naming." + name.name(), rest), NamePattern::parse));
        GodwitException.throwIfAny(problems);
        checkOrder(values, rest);
        GodwitException.throwIfAny(problems);
        Selection selection = new Selection(sources, environments, values.optionalText("environment"), layers, merged);
        return new Configuration(
                environments,
                selection.environment(),
                selection.origin(),
                Path.of(values.text("migrations")),
                Path.of(values.text("emergency_stop")),
                Path.of(values.text("progress_file")),
                values.text("output"),
                GuardLimits.of(values.object("guards")),
                LockLimits.of(values.object("locks")),
                BackfillDefaults.of(values.object("backfill")),
                LintSettings.of(values.object("lint")),
                settings(merged, values, environments),
                notes);
    }

    private SortedMap<String, Environment> environments(@Nullable Tree tree) {
        SortedMap<String, Environment> environments = new TreeMap<>();
        if (tree instanceof Tree.Mapping named) {
            named.entries()
                    .forEach((name, entry) ->
                            environment(name, entry).ifPresent(environment -> environments.put(name, environment)));
        } else if (tree != null) {
            wrong("environments is a block of keys, not " + tree.noun(), tree.place());
        }
        return environments;
    }

    private Optional<Environment> environment(String name, Tree.Entry entry) {
        String path = ConfigFields.ENVIRONMENTS + "." + name;
        if (!name.matches(ENVIRONMENT_NAME)) {
            wrong("an environment's name has letters, digits, _ and -, not " + name, entry.key());
            return Optional.empty();
        }
        if (!(entry.value() instanceof Tree.Mapping block)) {
            wrong(path + " is a block of keys, not " + entry.value().noun(), entry.key());
            return Optional.empty();
        }
        int before = problems.size();
        Values values = fields.read(ConfigFields.environment(), block, path + ".");
        checkReference(path + ".url", block.get("url"));
        checkReference(path + ".staging", block.get("staging"));
        if (block.get("replicas") instanceof Tree.Sequence replicas) {
            replicas.items().forEach(item -> checkReference(path + ".replicas", item));
        }
        checkEach(block.get("windows"), Window::parse);
        checkEach(block.get("freezes"), Freeze::parse);
        checkEach(block.get("time_zone"), ConfigReader::zone);
        checkEach(block.get("approvers"), Approver::parse);
        return problems.size() > before ? Optional.empty() : Optional.of(Environment.of(name, values));
    }

    /** Whether each text can be read; one that cannot is a problem at its place. */
    private void checkEach(@Nullable Tree tree, Consumer<String> reader) {
        if (tree instanceof Tree.Sequence list) {
            list.items().forEach(item -> checkEach(item, reader));
        } else if (tree instanceof Tree.Scalar scalar) {
            try {
                reader.accept(scalar.text());
            } catch (GodwitException unreadable) {
                unreadable.problems().forEach(problem -> problems.add(problem.at(scalar.place())));
            }
        }
    }

    private static void zone(String text) {
        try {
            ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "not a time zone: \"" + text + "\"")
                    .next("such as UTC or Europe/Berlin")
                    .exception();
        }
    }

    private void checkReference(String path, @Nullable Tree tree) {
        if (tree instanceof Tree.Scalar scalar) {
            Reference reference = new Reference(scalar.text());
            reference.complaint().ifPresent(complaint -> wrong(path + " " + complaint, scalar.place()));
            if (reference.holdsPassword()) {
                notes.add(
                        path + " holds a password (" + scalar.place() + "); write ${env:NAME} or ${file:PATH} instead");
            }
        }
    }

    /** What no single field can know. */
    private void checkOrder(Values values, Tree.Mapping top) {
        GuardLimits guards = GuardLimits.of(values.object("guards"));
        checkSpan("guards.replica_lag", guards.replicaLag(), top);
        checkSpan("guards.p95_latency", guards.latency(), top);
        checkSpan("guards.disk", guards.disk(), top);
        BackfillDefaults backfill = BackfillDefaults.of(values.object("backfill"));
        if (backfill.minimum() > backfill.rows() || backfill.rows() > backfill.maximum()) {
            outOfRange(
                    "backfill.min, rows and max must ascend, not " + backfill.minimum() + ", " + backfill.rows() + ", "
                            + backfill.maximum(),
                    place("backfill", top));
        }
        LockLimits locks = LockLimits.of(values.object("locks"));
        if (locks.timeout().isZero() || locks.budget().compareTo(locks.timeout()) < 0) {
            outOfRange("locks.timeout must be above zero and at most locks.budget", place("locks", top));
        }
    }

    private <T extends Comparable<T>> void checkSpan(String path, GuardLimits.Span<T> span, Tree.Mapping top) {
        if (span.pause().compareTo(span.rollback()) > 0) {
            outOfRange(path + ".pause must not be above " + path + ".rollback", place(path, top));
        }
    }

    private static Place place(String path, Tree.Mapping top) {
        Tree found = find(path, top);
        return found == null ? top.place() : found.place();
    }

    private static @Nullable Tree find(String path, Tree.Mapping top) {
        Tree at = top;
        for (String name : path.split("\\.")) {
            at = at instanceof Tree.Mapping block ? block.get(name) : null;
        }
        return at;
    }

    private List<Setting> settings(Tree.Mapping merged, Values values, SortedMap<String, Environment> environments) {
        List<Setting> settings = new ArrayList<>();
        collect(ConfigFields.top(), values, "", merged, settings);
        environments.keySet().forEach(name -> {
            String prefix = ConfigFields.ENVIRONMENTS + "." + name + ".";
            for (Field field : ConfigFields.environment()) {
                Tree tree = find(prefix + field.name(), merged);
                String byDefault = field.defaultText() == null ? "" : field.defaultText();
                String shown = tree == null ? byDefault : text(tree);
                settings.add(new Setting(prefix + field.name(), shown, layers.origin(tree)));
            }
        });
        return settings;
    }

    private void collect(List<Field> all, Values values, String prefix, Tree.Mapping merged, List<Setting> settings) {
        for (Field field : all) {
            String path = prefix + field.name();
            if (field.type() == Field.Type.OBJECT) {
                collect(field.fields(), values.object(field.name()), path + ".", merged, settings);
            } else {
                Object value = values.fields().getOrDefault(field.name(), "");
                String shown = value instanceof List<?> list && list.isEmpty() ? "" : String.valueOf(value);
                settings.add(new Setting(path, shown, layers.origin(find(path, merged))));
            }
        }
    }

    private static String text(Tree tree) {
        if (tree instanceof Tree.Sequence list) {
            return list.items().stream().map(ConfigReader::text).toList().toString();
        }
        return tree instanceof Tree.Scalar scalar ? Reference.masked(scalar.text()) : "";
    }

    private void wrong(String what, Place place) {
        problems.add(Problem.of(ErrorCode.CONFIGURATION_WRONG, what).at(place));
    }

    private void outOfRange(String what, Place place) {
        problems.add(Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, what).at(place));
    }
}
