package dev.godwit.verify.mapping;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.TableName;
import dev.godwit.plan.Fields;
import dev.godwit.plan.Tree;
import dev.godwit.plan.Values;
import dev.godwit.plan.YamlTree;
import dev.godwit.verify.Mapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a mapping file. Pure. */
public final class MappingReader {
    private static final String NUMBER = "\\d{1,30}(\\.\\d{1,30})?";

    private final String source;
    private final List<Problem> problems = new ArrayList<>();

    private MappingReader(String source) {
        this.source = source;
    }

    /**
     * Reads YAML.
     *
     * @param source the file's path, for errors
     * @throws GodwitException all problems at once, with their places
     */
    public static MappingFile read(String text, String source) {
        return new MappingReader(source).file(text);
    }

    private MappingFile file(String text) {
        Optional<Tree> tree = YamlTree.read(text, source);
        if (tree.isEmpty() || !(tree.get() instanceof Tree.Mapping block)) {
            throw wrong("a mapping is a block of keys, and begins with godwit: 1")
                    .exception();
        }
        Values values = new Fields(ErrorCode.PLAN_WRONG, "mapping", problems).read(MappingFields.all(), block, "");
        GodwitException.throwIfAny(problems);
        Map<String, String> schemas = new HashMap<>();
        values.objects("schemas").forEach(each -> schemas.put(each.text("source"), each.text("target")));
        List<MappingFile.Table> tables =
                values.objects("tables").stream().map(this::table).toList();
        List<MappingFile.LeftOut> leftOut = values.objects("left_out").stream()
                .map(each -> new MappingFile.LeftOut(table(each.text("table")), each.text("reason")))
                .toList();
        GodwitException.throwIfAny(problems);
        return new MappingFile(schemas, tables, leftOut);
    }

    private Problem wrong(String what) {
        return Problem.of(ErrorCode.PLAN_WRONG, what).at(Place.of(source)).next("see godwit schema mapping");
    }

    private static TableName table(String typed) {
        int dot = typed.indexOf('.');
        return dot <= 0 || dot == typed.length() - 1
                ? TableName.of(typed)
                : TableName.of(typed.substring(0, dot), typed.substring(dot + 1));
    }

    private MappingFile.Table table(Values values) {
        String both = values.optionalText("where").orElse(null);
        String name = values.text("source");
        if (both != null && (values.has("source_where") || values.has("target_where"))) {
            problems.add(wrong("table " + name + ": where is for both sides; leave it out beside those of one side"));
        }
        return new MappingFile.Table(
                table(name),
                table(values.optionalText("target").orElse(name)),
                values.texts("key"),
                values.optionalText("source_where").orElse(both),
                values.optionalText("target_where").orElse(both),
                values.objects("columns").stream()
                        .map(each -> column(name, each))
                        .toList());
    }

    private MappingFile.Column column(String table, Values values) {
        return new MappingFile.Column(
                values.text("name"),
                values.optionalText("target").orElse(null),
                values.optionalText("source_expression").orElse(null),
                values.optionalText("target_expression").orElse(null),
                rule("table " + table + ", column " + values.text("name"), values));
    }

    private Mapping.Rule rule(String subject, Values values) {
        List<Mapping.Rule> rules = new ArrayList<>();
        values.optionalText("normalise")
                .map(word -> Mapping.Normalisation.valueOf(word.toUpperCase(Locale.ROOT)))
                .ifPresent(by -> rules.add(new Mapping.Rule.Normalised(by)));
        values.optionalText("tolerance").ifPresent(most -> {
            if (most.matches(NUMBER)) {
                rules.add(new Mapping.Rule.Tolerance(new BigDecimal(most)));
            } else {
                problems.add(wrong(subject + ": a tolerance is a number such as 0.01, not " + most));
            }
        });
        values.optionalText("not_compared").ifPresent(reason -> rules.add(new Mapping.Rule.NotCompared(reason, true)));
        if (rules.size() > 1) {
            problems.add(wrong(subject + ": one of normalise, tolerance and not_compared"));
        }
        return rules.isEmpty() ? new Mapping.Rule.Exact() : rules.get(0);
    }
}
