package dev.godwit.verify.checks;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Fields;
import dev.godwit.plan.Tree;
import dev.godwit.plan.Values;
import dev.godwit.plan.YamlTree;
import dev.godwit.verify.checks.CheckSettings.Declared;
import dev.godwit.verify.checks.CheckSettings.Pointer;
import dev.godwit.verify.checks.CheckSettings.Query;
import dev.godwit.verify.checks.QualityRule.Demand;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of declarations for checks. Pure. */
public final class DeclaredReader {
    /** What each rule must have, and may have. */
    private record Needs(List<String> must, List<String> may) {}

    private static final List<String> BOUNDS = List.of("at_least", "at_most");

    private static final Map<String, Needs> RULES = Map.of(
            "not_null", new Needs(List.of("table", "column"), List.of()),
            "unique", new Needs(List.of("table", "columns"), List.of()),
            "accepted_values", new Needs(List.of("table", "column", "values"), List.of()),
            "relationships", new Needs(List.of("table", "column", "references", "key"), List.of()),
            "freshness", new Needs(List.of("table", "column", "within"), List.of()),
            "row_count", new Needs(List.of("table"), BOUNDS),
            "share", new Needs(List.of("table", "column", "value"), BOUNDS),
            "mean", new Needs(List.of("table", "column"), BOUNDS),
            "stddev", new Needs(List.of("table", "column"), BOUNDS),
            "custom", new Needs(List.of("name", "query"), List.of("at_most")));

    private final String source;
    private final List<Problem> problems = new ArrayList<>();

    private DeclaredReader(String source) {
        this.source = source;
    }

    /**
     * Reads YAML.
     *
     * @param source the file's path, for errors
     * @throws GodwitException all problems at once, with their places
     */
    public static Declared read(String text, String source) {
        return new DeclaredReader(source).file(text);
    }

    private Declared file(String text) {
        Optional<Tree> tree = YamlTree.read(text, source);
        if (tree.isEmpty() || !(tree.get() instanceof Tree.Mapping block)) {
            throw wrong("declarations for checks are a block of keys, and begin with godwit: 1")
                    .exception();
        }
        Values values = new Fields(ErrorCode.PLAN_WRONG, "declaration", problems).read(DeclaredFields.all(), block, "");
        GodwitException.throwIfAny(problems);
        values.objects("references").forEach(this::fits);
        values.objects("quality").forEach(this::complete);
        GodwitException.throwIfAny(problems);
        return new Declared(
                values.objects("references").stream()
                        .map(DeclaredReader::pointer)
                        .toList(),
                values.objects("queries").stream().map(DeclaredReader::query).toList(),
                values.objects("quality").stream().map(DeclaredReader::rule).toList());
    }

    private Problem wrong(String what) {
        return Problem.of(ErrorCode.PLAN_WRONG, what).at(Place.of(source)).next("see godwit schema checks");
    }

    private void fits(Values values) {
        if (values.texts("columns").size() != values.texts("key").size()
                || values.texts("columns").isEmpty()) {
            problems.add(wrong("reference of " + values.table("table") + ": columns and key have as many names"));
        }
    }

    private void complete(Values values) {
        String rule = values.text("rule");
        Needs needs = java.util.Objects.requireNonNull(RULES.get(rule));
        Set<String> found = new HashSet<>(values.fields().keySet());
        found.removeIf(name -> !given(values, name));
        for (String name : needs.must()) {
            if (!found.contains(name)) {
                problems.add(wrong("the rule " + rule + " needs " + name));
            }
        }
        found.removeAll(needs.must());
        found.removeAll(needs.may());
        found.remove("rule");
        found.stream().sorted().forEach(name -> problems.add(wrong("the rule " + rule + " has no " + name)));
        boolean bounded = needs.may().containsAll(BOUNDS);
        if (bounded && !values.has("at_least") && !values.has("at_most")) {
            problems.add(wrong("the rule " + rule + " needs at_least or at_most"));
        }
    }

    /** Lists that are left out are read as empty ones. */
    private static boolean given(Values values, String name) {
        return values.has(name) && !List.of().equals(values.fields().get(name));
    }

    private static Pointer pointer(Values values) {
        return new Pointer(
                values.table("table"), values.texts("columns"), values.table("references"), values.texts("key"));
    }

    private static Query query(Values values) {
        String source = values.text("source");
        return new Query(
                values.text("name"), source, values.optionalText("target").orElse(source));
    }

    private static QualityRule rule(Values values) {
        return switch (values.text("rule")) {
            case "not_null" -> QualityRule.none(new Demand.NotNull(values.table("table"), values.text("column")));
            case "unique" -> QualityRule.none(new Demand.Unique(values.table("table"), values.texts("columns")));
            case "accepted_values" ->
                QualityRule.none(new Demand.AcceptedValues(
                        values.table("table"), values.text("column"), values.texts("values")));
            case "relationships" ->
                QualityRule.none(new Demand.Relationships(
                        values.table("table"), values.text("column"), values.table("references"), values.text("key")));
            case "freshness" ->
                new QualityRule(
                        new Demand.Freshness(values.table("table"), values.text("column")),
                        null,
                        BigDecimal.valueOf(values.duration("within").toSeconds()));
            case "custom" ->
                new QualityRule(
                        new Demand.Custom(values.text("name"), values.text("query")),
                        null,
                        values.has("at_most") ? bound(values, "at_most") : BigDecimal.ZERO);
            default -> new QualityRule(counted(values), bound(values, "at_least"), bound(values, "at_most"));
        };
    }

    private static Demand counted(Values values) {
        return switch (values.text("rule")) {
            case "share" -> new Demand.Share(values.table("table"), values.text("column"), values.text("value"));
            case "mean" -> new Demand.Mean(values.table("table"), values.text("column"));
            case "stddev" -> new Demand.Deviation(values.table("table"), values.text("column"));
            default -> new Demand.RowCount(values.table("table"));
        };
    }

    private static @Nullable BigDecimal bound(Values values, String name) {
        return values.has(name) ? BigDecimal.valueOf(values.fraction(name)) : null;
    }
}
