package dev.godwit.steps;

import static dev.godwit.plan.Field.Type.DURATION;
import static dev.godwit.plan.Field.Type.FLAG;
import static dev.godwit.plan.Field.Type.IDENTIFIER;
import static dev.godwit.plan.Field.Type.NUMBER;
import static dev.godwit.plan.Field.Type.OBJECTS;
import static dev.godwit.plan.Field.Type.SQL;
import static dev.godwit.plan.Field.Type.TABLE;
import static dev.godwit.plan.Field.Type.TEXT;
import static dev.godwit.plan.Field.Type.TEXTS;

import dev.godwit.engine.ExecutableKind;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.Surroundings;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Durations;
import dev.godwit.plan.Field;
import dev.godwit.plan.Phase;
import dev.godwit.plan.StatementPlan;
import dev.godwit.plan.Values;
import dev.godwit.sql.Verdict;
import dev.godwit.verify.Expectation;
import dev.godwit.verify.mapping.MappingFields;
import dev.godwit.verify.mapping.MappingReader;
import dev.godwit.verify.mapping.MappingWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes {@code verify}. */
public final class VerifyKind implements ExecutableKind<VerifyStep> {
    private final Elsewhere elsewhere;

    /** Of plans that name no other database. */
    public VerifyKind() {
        this(Elsewhere.nowhere());
    }

    /** @param elsewhere the other databases that plans may name */
    public VerifyKind(Elsewhere elsewhere) {
        this.elsewhere = elsewhere;
    }

    @Override
    public String name() {
        return VerifyStep.KIND;
    }

    @Override
    public String summary() {
        return "Proves by counts, checksums, references and questions of your own that the data is as it should be";
    }

    @Override
    public Class<VerifyStep> stepType() {
        return VerifyStep.class;
    }

    @Override
    public Phase defaultPhase() {
        return Phase.VALIDATE;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.optional("checks", OBJECTS, "questions of your own")
                        .with(
                                Field.required("name", TEXT, "what is proven, for people"),
                                Field.required("sql", SQL, "a query; its first column is the answer"),
                                Field.optional("expect", TEXT, "empty, not_empty, a value, or a comparison: >= 10")
                                        .defaultsTo("empty"),
                                Field.optional("tolerance", NUMBER, "by which a number may be off")
                                        .defaultsTo("0")),
                Field.optional("counts", OBJECTS, "numbers of rows")
                        .with(
                                Field.required("table", TABLE, "the table"),
                                Field.optional("where", SQL, "which rows; all where it is left out"),
                                Field.required("equals", TEXT, "a number, or a table with as many rows")),
                Field.optional("orphans", OBJECTS, "references that must lead somewhere")
                        .with(
                                Field.required("table", TABLE, "the table that points"),
                                Field.required("column", IDENTIFIER, "the column that points"),
                                Field.required("references", TABLE, "the table that is pointed to"),
                                Field.optional("key", IDENTIFIER, "the column that is pointed to")
                                        .defaultsTo("id")),
                Field.optional("checksums", OBJECTS, "columns of two tables that must hold the same")
                        .with(
                                Field.required("table", TABLE, "the one table"),
                                Field.required("columns", TEXTS, "the columns, the same names in both"),
                                Field.required("equals", TABLE, "the other table"),
                                Field.optional("where", SQL, "which rows of both; all where it is left out")),
                Field.optional("compare", OBJECTS, "two tables, or two shapes of one, that must hold the same rows")
                        .with(compareFields()),
                Field.optional("statement_time", DURATION, "how long one question may take")
                        .defaultsTo("10m"));
    }

    private static Field[] compareFields() {
        List<Field> fields = new ArrayList<>(MappingFields.table());
        fields.add(Field.optional("lag", DURATION, "how long a change of the one may take to reach the other")
                .defaultsTo("5s"));
        fields.add(Field.optional(
                "from",
                TEXT,
                "where the source is: an environment of godwit.yaml, or a URL whose password is ${env:NAME} or"
                        + " ${file:PATH}; the plan's own database where it is left out"));
        fields.add(Field.optional("since_last", FLAG, "whether what nothing touched since the last comparison stands")
                .defaultsTo("false"));
        return fields.toArray(Field[]::new);
    }

    @Override
    public VerifyStep read(String id, Values values) {
        VerifyStep step = new VerifyStep(
                id,
                values.objects("checks").stream().map(VerifyKind::check).toList(),
                values.objects("counts").stream()
                        .map(each -> new VerifyStep.Count(
                                each.table("table"), each.optionalText("where").orElse(null), each.text("equals")))
                        .toList(),
                values.objects("orphans").stream()
                        .map(each -> new VerifyStep.Orphans(
                                each.table("table"), each.text("column"), each.table("references"), each.text("key")))
                        .toList(),
                values.objects("checksums").stream().map(VerifyKind::checksum).toList(),
                values.objects("compare").stream().map(VerifyKind::compare).toList(),
                values.duration("statement_time"));
        if (step.checks().isEmpty()
                && step.counts().isEmpty()
                && step.orphans().isEmpty()
                && step.checksums().isEmpty()
                && step.compares().isEmpty()) {
            throw Problem.of(ErrorCode.PLAN_WRONG, id + " proves nothing: it has no check")
                    .next("give checks, counts, orphans or checksums")
                    .exception();
        }
        return step;
    }

    private static VerifyStep.Check check(Values values) {
        return new VerifyStep.Check(
                values.text("name"),
                values.text("sql"),
                new Expectation(values.text("expect"), BigDecimal.valueOf(values.fraction("tolerance"))));
    }

    private static VerifyStep.Compare compare(Values values) {
        return new VerifyStep.Compare(
                MappingReader.table(values),
                values.duration("lag"),
                values.optionalText("from").orElse(null),
                values.flag("since_last"));
    }

    private static VerifyStep.Checksum checksum(Values values) {
        if (values.texts("columns").isEmpty()) {
            throw Problem.of(ErrorCode.PLAN_WRONG, "a checksum names at least one column")
                    .exception();
        }
        return new VerifyStep.Checksum(
                values.table("table"),
                values.texts("columns"),
                values.table("equals"),
                values.optionalText("where").orElse(null));
    }

    @Override
    public Map<String, Object> write(VerifyStep step) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("checks", step.checks().stream().map(VerifyKind::written).toList());
        raw.put("counts", step.counts().stream().map(VerifyKind::written).toList());
        raw.put("orphans", step.orphans().stream().map(VerifyKind::written).toList());
        raw.put("checksums", step.checksums().stream().map(VerifyKind::written).toList());
        raw.put("compare", step.compares().stream().map(VerifyKind::written).toList());
        raw.put("statement_time", Durations.write(step.statementTime()));
        return raw;
    }

    private static Map<String, Object> written(VerifyStep.Check check) {
        return Map.of(
                "name", check.name(),
                "sql", check.sql(),
                "expect", check.expectation().text(),
                "tolerance", check.expectation().tolerance().doubleValue());
    }

    private static Map<String, Object> written(VerifyStep.Count count) {
        return present("table", count.table(), "where", count.where(), "equals", count.equals());
    }

    private static Map<String, Object> written(VerifyStep.Orphans orphans) {
        return present(
                "table",
                orphans.table(),
                "column",
                orphans.column(),
                "references",
                orphans.references(),
                "key",
                orphans.key());
    }

    private static Map<String, Object> written(VerifyStep.Checksum checksum) {
        Map<String, Object> raw =
                present("table", checksum.table(), "equals", checksum.equals(), "where", checksum.where());
        raw.put("columns", checksum.columns());
        return raw;
    }

    private static Map<String, Object> written(VerifyStep.Compare compare) {
        Map<String, Object> raw = MappingWriter.table(compare.tables());
        raw.put("lag", Durations.write(compare.lag()));
        if (compare.from() != null) {
            raw.put("from", compare.from());
        }
        if (compare.sinceLast()) {
            raw.put("since_last", true);
        }
        return raw;
    }

    private static Map<String, Object> present(@Nullable Object... namesAndValues) {
        Map<String, Object> raw = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                raw.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
            }
        }
        return raw;
    }

    @Override
    public List<StatementPlan> price(VerifyStep step, Surroundings surroundings) {
        return new VerifyPrice(step, surroundings, elsewhere).statements();
    }

    /** Its queries were read before the ground was missed: whatever changes something is refused. */
    @Override
    public Opinion opinion(VerifyStep step, Surroundings surroundings) {
        return new Opinion(Verdict.ALLOW, List.of());
    }

    @Override
    public StepRun open(VerifyStep step, StepContext context) {
        // Judged again: the questions are sent as written, and only reading them shows that each is one query.
        price(step, new Surroundings(context.dialect(), context.session()));
        return new VerifyRun(step, context, elsewhere);
    }
}
