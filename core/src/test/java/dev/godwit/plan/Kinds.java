package dev.godwit.plan;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.util.List;
import java.util.Map;

/** Kinds of steps that tests describe: one with a single required key, one with a field of every type. */
final class Kinds {
    /** A step that is its raw values. */
    record RawStep(String id, String kind, Values values) implements Step {}

    static final StepKind<RawStep> SQL = kind(
            "sql",
            Phase.EXPAND,
            Field.required("up", Field.Type.SQL, "the statements"),
            Field.optional("down", Field.Type.SQL, "the statements that take them back"),
            Field.optional("transaction", Field.Type.CHOICE, "which statements share a transaction")
                    .oneOf("auto", "on", "off")
                    .defaultsTo("auto"));

    static final StepKind<RawStep> EVERYTHING = kind(
            "everything",
            Phase.MIGRATE,
            Field.required("table", Field.Type.TABLE, "the table"),
            Field.required("set", Field.Type.SQL, "what is written"),
            Field.optional("note", Field.Type.TEXT, "a text"),
            Field.optional("key", Field.Type.IDENTIFIER, "an index"),
            Field.optional("batch", Field.Type.OBJECT, "rows of a chunk")
                    .with(
                            Field.optional("min", Field.Type.WHOLE_NUMBER, "never fewer")
                                    .between(100, 100_000)
                                    .defaultsTo("100"),
                            Field.optional("max", Field.Type.WHOLE_NUMBER, "never more")
                                    .between(100, 100_000)
                                    .defaultsTo("100000")),
            Field.optional("ratio", Field.Type.NUMBER, "a fraction").defaultsTo("0.5"),
            Field.optional("target", Field.Type.DURATION, "how long").defaultsTo("250ms"),
            Field.optional("limit", Field.Type.PERCENT, "how much").defaultsTo("20%"),
            Field.optional("fast", Field.Type.FLAG, "whether to hurry").defaultsTo("true"),
            Field.optional("mode", Field.Type.CHOICE, "how")
                    .oneOf("careful", "bold")
                    .defaultsTo("careful"),
            Field.optional("columns", Field.Type.TEXTS, "which"),
            Field.optional("checks", Field.Type.OBJECTS, "what must hold")
                    .with(
                            Field.required("query", Field.Type.SQL, "the query"),
                            Field.optional("expect", Field.Type.WHOLE_NUMBER, "its answer")
                                    .defaultsTo("0")));

    static final List<StepKind<?>> ALL = List.of(SQL, EVERYTHING);

    private Kinds() {}

    private static StepKind<RawStep> kind(String name, Phase phase, Field... fields) {
        return new StepKind<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String summary() {
                return "does " + name;
            }

            @Override
            public Class<RawStep> stepType() {
                return RawStep.class;
            }

            @Override
            public List<Field> fields() {
                return List.of(fields);
            }

            @Override
            public Phase defaultPhase() {
                return phase;
            }

            @Override
            public RawStep read(String id, Values values) {
                if (values.has("batch")
                        && values.object("batch").number("min")
                                > values.object("batch").number("max")) {
                    throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "batch.min is above batch.max")
                            .exception();
                }
                return new RawStep(id, name, values);
            }

            @Override
            public Map<String, Object> write(RawStep step) {
                return step.values().fields();
            }
        };
    }
}
